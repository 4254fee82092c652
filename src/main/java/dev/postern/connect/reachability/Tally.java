package dev.postern.connect.reachability;

import java.util.List;

/**
 * How many get in, may get in and are kept out.
 */
public record Tally(int allowed, int depends, int denied) {

	static final Tally NONE = new Tally(0, 0, 0);

	static Tally of(List<Reach> all) {
		Tally tally = NONE;
		for (Reach reach : all) {
			tally = tally.plus(reach.verdict(), 1);
		}
		return tally;
	}

	Tally plus(AccessVerdict verdict, int more) {
		return switch (verdict) {
			case ALLOWED -> new Tally(this.allowed + more, this.depends, this.denied);
			case DEPENDS -> new Tally(this.allowed, this.depends + more, this.denied);
			case DENIED -> new Tally(this.allowed, this.depends, this.denied + more);
		};
	}

	public int of(AccessVerdict verdict) {
		return switch (verdict) {
			case ALLOWED -> this.allowed;
			case DEPENDS -> this.depends;
			case DENIED -> this.denied;
		};
	}

	public int all() {
		return this.allowed + this.depends + this.denied;
	}

}
