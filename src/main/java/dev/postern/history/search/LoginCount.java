package dev.postern.history.search;

import java.time.Instant;

/**
 * How many logins there were in a stretch of time.
 *
 * @param start the first takes in what is before it, too
 * @param end the first moment after it; the last takes in what comes later, too
 */
public record LoginCount(Instant start, Instant end, long allowed, long refused) {

	public long logins() {
		return this.allowed + this.refused;
	}

}
