package dev.postern.reconcile.apply;

/** What stands is not what the change was planned on. */
final class PlanOutdated extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PlanOutdated() {
		super("planned on something that has changed since", null, false, false);
	}

}
