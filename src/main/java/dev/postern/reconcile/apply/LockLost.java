package dev.postern.reconcile.apply;

/** Another writer may be at work: whoever thought to be alone writes nothing more. */
public final class LockLost extends RuntimeException {

	private static final long serialVersionUID = 1L;

	LockLost() {
		super("the database connection that held the lock is gone", null, false, false);
	}

}
