package dev.postern.history;

import java.time.Instant;

/**
 * How many logins there were in a stretch of time.
 *
 * @param end the first moment after it
 */
public record LoginCount(Instant start, Instant end, long allowed, long refused) {
}
