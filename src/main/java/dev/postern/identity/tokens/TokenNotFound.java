package dev.postern.identity.tokens;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The person has no such token. */
@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "identity.token.unknown")
public class TokenNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public TokenNotFound(TokenId id) {
		super("no token has the id " + id);
	}

}
