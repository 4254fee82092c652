package dev.postern.identity.sessions;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The person has no such session, or none any more. */
@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "identity.session.unknown")
public class SessionNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public SessionNotFound(SessionId id) {
		super("no session has the id " + id);
	}

}
