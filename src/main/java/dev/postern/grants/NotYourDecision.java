package dev.postern.grants;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The person may know of the grant, and not decide about it; nothing was changed. */
@ResponseStatus(code = HttpStatus.FORBIDDEN, reason = "grants.error.not-yours")
public class NotYourDecision extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NotYourDecision(GrantId id) {
		super("not to be decided by that person: %s".formatted(id));
	}

}
