package dev.postern.jobs;

import java.time.Duration;

/**
 * Pauses that double with each failure up to a limit, shortened by chance by up to a half
 * so that jobs which failed together do not come back together.
 */
public record Backoff(Duration first, Duration longest) {

	/**
	 * The pause after a failure, in full.
	 * @param failures failures in a row before this one
	 */
	public Duration pause(int failures) {
		return pause(failures, 0);
	}

	/**
	 * The pause after a failure.
	 * @param failures failures in a row before this one
	 * @param chance from 0 to 1
	 */
	public Duration pause(int failures, double chance) {
		double whole = Math.min(this.first.toMillis() * Math.pow(2, failures), (double) this.longest.toMillis());
		return Duration.ofMillis(Math.round(whole * (1 - chance / 2)));
	}

}
