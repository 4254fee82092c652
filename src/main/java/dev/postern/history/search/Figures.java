package dev.postern.history.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many logins fit a filter.
 *
 * @param counts by stretches of time, which together are all that were counted
 * @param people how many different ones are named
 * @param unexplained how many went through although no policy lets the person in
 * @param cut whether there are more, and only the newest were counted
 */
public record Figures(List<LoginCount> counts, long people, long unexplained, boolean cut) {

	public Figures {
		counts = List.copyOf(counts);
	}

	/** The same where the last stretch goes on until a moment. */
	public Figures until(Instant end) {
		if (this.counts.isEmpty()) {
			return this;
		}
		List<LoginCount> counts = new ArrayList<>(this.counts);
		LoginCount last = counts.removeLast();
		counts.add(new LoginCount(last.start(), end, last.allowed(), last.refused()));
		return new Figures(counts, this.people, this.unexplained, this.cut);
	}

	public long allowed() {
		return this.counts.stream().mapToLong(LoginCount::allowed).sum();
	}

	public long refused() {
		return this.counts.stream().mapToLong(LoginCount::refused).sum();
	}

	public long logins() {
		return allowed() + refused();
	}

}
