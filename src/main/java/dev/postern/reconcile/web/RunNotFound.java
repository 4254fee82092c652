package dev.postern.reconcile.web;

import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No run has this id, or it was so long ago that it is not kept any more. */
@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "reconcile.runs.unknown")
class RunNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RunNotFound(UUID run) {
		super("no run, or no such change of it, has the id " + run);
	}

}
