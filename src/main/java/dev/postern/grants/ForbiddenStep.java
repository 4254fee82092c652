package dev.postern.grants;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A grant is not as it would have to be for what somebody wants; nothing was changed. */
public abstract sealed class ForbiddenStep extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ForbiddenStep(GrantId grant, String what) {
		super("grant %s: %s".formatted(grant, what));
	}

	/** It is not open any more, or not in the state for that. */
	@ResponseStatus(code = HttpStatus.CONFLICT, reason = "grants.error.decided")
	public static final class Decided extends ForbiddenStep {

		private static final long serialVersionUID = 1L;

		Decided(GrantId grant, GrantState state, GrantState wanted) {
			super(grant, "from %s to %s".formatted(state, wanted));
		}

	}

	/** Those who decide had time until now. */
	@ResponseStatus(code = HttpStatus.CONFLICT, reason = "grants.error.too-late")
	public static final class TooLate extends ForbiddenStep {

		private static final long serialVersionUID = 1L;

		TooLate(GrantId grant) {
			super(grant, "nobody decided in time");
		}

	}

	/** Nobody decides about themselves. */
	@ResponseStatus(code = HttpStatus.CONFLICT, reason = "grants.error.own")
	public static final class Own extends ForbiddenStep {

		private static final long serialVersionUID = 1L;

		Own(GrantId grant) {
			super(grant, "asked by whoever decides");
		}

	}

	/** Nobody decides twice. */
	@ResponseStatus(code = HttpStatus.CONFLICT, reason = "grants.error.twice")
	public static final class Twice extends ForbiddenStep {

		private static final long serialVersionUID = 1L;

		Twice(GrantId grant) {
			super(grant, "decided by the same person before");
		}

	}

	/** Only what runs, and is not being extended already, can be extended. */
	@ResponseStatus(code = HttpStatus.CONFLICT, reason = "grants.error.not-extendable")
	public static final class NotExtendable extends ForbiddenStep {

		private static final long serialVersionUID = 1L;

		NotExtendable(GrantId grant) {
			super(grant, "cannot be extended");
		}

	}

}
