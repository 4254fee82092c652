package dev.postern.rules;

/**
 * How much more may be judged in search of an answer. Not used by two threads at once.
 */
final class Effort {

	private int left;

	Effort(int most) {
		this.left = most;
	}

	/** Uses up one judgement. */
	void spend() {
		this.left--;
	}

	boolean isSpent() {
		return this.left <= 0;
	}

}
