package dev.postern.rules.evaluation;

/**
 * Limits the work of an evaluation. It counts evaluations of single leaves instead of
 * time, so that the same policies always get the same answer. Not thread-safe.
 */
public final class WorkLimit {

	/** The maximum of leaf evaluations for one review of an application. */
	private static final long ONE_REVIEW = 1_500_000;

	private final long maximum;

	private long steps;

	private boolean incomplete;

	WorkLimit(long most) {
		this.maximum = most;
	}

	/** The limit for one review of the policies of an application. */
	public static WorkLimit ofOneReview() {
		return new WorkLimit(ONE_REVIEW);
	}

	/** The limit for the reviews of many applications together. */
	public static WorkLimit ofManyReviews() {
		return new WorkLimit(10 * ONE_REVIEW);
	}

	/** Counts work that costs as much as this many leaf evaluations. */
	void charge(long steps) {
		this.steps += steps;
	}

	void step() {
		this.steps++;
	}

	/** The work that was counted so far. */
	public long steps() {
		return this.steps;
	}

	/** Whether the limit is reached. */
	public boolean exhausted() {
		return this.steps >= this.maximum;
	}

	/** Records that work was skipped. */
	public void markIncomplete() {
		this.incomplete = true;
	}

	/** Whether work was skipped. */
	public boolean incomplete() {
		return this.incomplete;
	}

}
