package dev.postern.grants;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such grant, or none that the person who asks may know of. */
@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "grants.unknown")
public class GrantNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	GrantNotFound(GrantId id) {
		super("no grant %s".formatted(id));
	}

}
