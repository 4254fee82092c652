package dev.postern.rules.evaluation;

/**
 * How much work may go into an answer. It counts judgements of single statements and no
 * time, so that the same policies always get the same answer. Not used by two threads at
 * once.
 */
public final class WorkLimit {

	/** So many judgements of single statements are worth one look at all policies. */
	private static final long ONE_REVIEW = 1_500_000;

	private final long maximum;

	private long steps;

	private boolean incomplete;

	WorkLimit(long most) {
		this.maximum = most;
	}

	/** As much as one look at the policies of an application is worth. */
	public static WorkLimit ofOneReview() {
		return new WorkLimit(ONE_REVIEW);
	}

	/** As much as one look at many applications together is worth. */
	public static WorkLimit ofManyReviews() {
		return new WorkLimit(10 * ONE_REVIEW);
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
	public boolean exhausted() {
		return this.steps >= this.maximum;
	}

	/** Something was left undone. */
	public void markIncomplete() {
		this.incomplete = true;
	}

	/** Whether something was left undone. */
	public boolean incomplete() {
		return this.incomplete;
	}

}
