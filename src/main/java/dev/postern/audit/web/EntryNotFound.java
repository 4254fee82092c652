package dev.postern.audit.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The audit has no entry with this number. */
@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "audit.entry.unknown")
class EntryNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	EntryNotFound(long seq) {
		super("the audit has no entry " + seq);
	}

}
