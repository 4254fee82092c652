package dev.postern.grants.terms;

import dev.postern.kernel.ServerId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the terms meanwhile; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "grants.terms.stale")
public class StaleTerms extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StaleTerms(ServerId server, long version) {
		super("the terms of server %s are at version %d by now".formatted(server, version));
	}

}
