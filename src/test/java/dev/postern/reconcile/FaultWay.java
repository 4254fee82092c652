package dev.postern.reconcile;

import dev.postern.fake.faults.Fault;
import dev.postern.fake.faults.FaultPlan;

/** The ways in which a call to Cloudflare can go wrong. */
public enum FaultWay {

	SERVER_ERROR, THROTTLED, TIME_OUT, CUT_AFTER_COMMIT, MALFORMED_BODY, FORBIDDEN;

	public Fault strike(FaultPlan plan) {
		return switch (this) {
			case SERVER_ERROR -> plan.status(500);
			case THROTTLED -> plan.throttle(1);
			case TIME_OUT -> plan.hang();
			case CUT_AFTER_COMMIT -> plan.cutAfterCommit();
			case MALFORMED_BODY -> plan.malformedBody();
			case FORBIDDEN -> plan.forbidden();
		};
	}

}
