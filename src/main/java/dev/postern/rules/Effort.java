package dev.postern.rules;

/**
 * How much work may go into an answer. It counts judgements of single statements and no
 * time, so that the same policies always get the same answer. Not used by two threads at
 * once.
 */
final class Effort {

	private final long most;

	private long steps;

	private boolean gaveUp;

	Effort(long most) {
		this.most = most;
	}

	void step() {
		this.steps++;
	}

	long steps() {
		return this.steps;
	}

	boolean spent() {
		return this.steps >= this.most;
	}

	/** Something was left undone. */
	void giveUp() {
		this.gaveUp = true;
	}

	boolean gaveUp() {
		return this.gaveUp;
	}

}
