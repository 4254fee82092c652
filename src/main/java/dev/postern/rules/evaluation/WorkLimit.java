package dev.postern.rules.evaluation;

/**
 * How much work may go into an answer. It counts judgements of single statements and no
 * time, so that the same policies always get the same answer. Not used by two threads at
 * once.
 */
public final class WorkLimit {

	/** So many judgements of single statements are worth one look at all policies. */
	private static final long ONE_LOOK = 1_500_000;

	private final long most;

	private long steps;

	private boolean gaveUp;

	WorkLimit(long most) {
		this.most = most;
	}

	/** As much as one look at the policies of an application is worth. */
	public static WorkLimit ofOneLook() {
		return new WorkLimit(ONE_LOOK);
	}

	/** As much as one look at many applications together is worth. */
	public static WorkLimit ofOneLookAtMany() {
		return new WorkLimit(10 * ONE_LOOK);
	}

	/** So much was done at once as so many judgements take. */
	void charge(long steps) {
		this.steps += steps;
	}

	void step() {
		this.steps++;
	}

	/** How much went into it so far. */
	public long steps() {
		return this.steps;
	}

	/** Whether nothing is left of it. */
	public boolean spent() {
		return this.steps >= this.most;
	}

	/** Something was left undone. */
	public void giveUp() {
		this.gaveUp = true;
	}

	/** Whether something was left undone. */
	public boolean gaveUp() {
		return this.gaveUp;
	}

}
