package dev.postern.servicetokens;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Postern made no such service token. */
@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "servicetokens.unknown")
public class ServiceTokenNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ServiceTokenNotFound(ManagedTokenId id) {
		super("no service token " + id);
	}

}
