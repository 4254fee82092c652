package dev.postern.connect.outbound;

import java.time.Duration;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Postern was asked to go out more often than it does. */
@ResponseStatus(code = HttpStatus.TOO_MANY_REQUESTS, reason = "connect.outbound.too-many")
public final class TooManyProbes extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Duration wait;

	TooManyProbes(Duration wait) {
		super("too many, wait " + wait);
		this.wait = wait;
	}

	/** After how many whole seconds it may work. */
	long retryAfter() {
		return this.wait.toSeconds() + 1;
	}

}
