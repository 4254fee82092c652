package dev.postern.rules;

/**
 * How much work may go into looking policies over. It counts steps and no time, so that
 * the same policies always get the same answer.
 */
final class Effort {

	/** So many statements about one answer are judged in one look at all policies. */
	static final int MOST_STEPS = 1_500_000;

	private final long most;

	private long steps;

	private boolean gaveUp;

	private Effort(long most) {
		this.most = most;
	}

	/** What one look at the policies of an application may take. */
	static Effort ofOneLook() {
		return new Effort(MOST_STEPS);
	}

	/** Where each search has its own bounds and no more are needed. */
	static Effort unbounded() {
		return new Effort(Long.MAX_VALUE);
	}

	void step() {
		this.steps++;
	}

	long steps() {
		return this.steps;
	}

	boolean spent() {
		return this.steps > this.most;
	}

	/** Something was left undone. */
	void giveUp() {
		this.gaveUp = true;
	}

	boolean gaveUp() {
		return this.gaveUp;
	}

}
