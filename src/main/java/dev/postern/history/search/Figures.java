package dev.postern.history.search;

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
