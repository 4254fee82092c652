package dev.postern.history;

import java.time.Instant;

/**
 * A look over the whole time that Cloudflare tells, which may take several polls.
 *
 * @param beganAt tells it from others
 * @param place where it goes on
 * @param complete where it ends; what is before had been said to be complete
 */
record Sweep(Instant beganAt, LogPlace place, Instant complete) {
}
