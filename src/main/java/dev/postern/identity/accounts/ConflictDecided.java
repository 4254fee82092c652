package dev.postern.identity.accounts;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is nothing to decide any more, or not about those who were looked at. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "identity.conflict.stale")
public class ConflictDecided extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ConflictDecided(ConflictId id) {
		super("conflict %s was decided or is another by now".formatted(id));
	}

}
