package dev.postern.connect;

import java.util.List;

/**
 * How many get in, may get in and are kept out.
 */
public record Tally(int allowed, int depends, int denied) {

	static Tally of(List<Reach> all) {
		Counter counter = new Counter();
		all.forEach((reach) -> counter.add(reach.verdict()));
		return counter.tally();
	}

	public int of(Verdict verdict) {
		return switch (verdict) {
			case ALLOWED -> this.allowed;
			case DEPENDS -> this.depends;
			case DENIED -> this.denied;
		};
	}

	public int all() {
		return this.allowed + this.depends + this.denied;
	}

	/** Counts as it goes. */
	static final class Counter {

		private int allowed;

		private int depends;

		private int denied;

		void add(Verdict verdict) {
			switch (verdict) {
				case ALLOWED -> this.allowed++;
				case DEPENDS -> this.depends++;
				case DENIED -> this.denied++;
			}
		}

		Tally tally() {
			return new Tally(this.allowed, this.depends, this.denied);
		}

	}

}
