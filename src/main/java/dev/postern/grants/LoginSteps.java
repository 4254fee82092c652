package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * How long a login may last during a grant, so that none outlives it. A policy says one
 * length for all logins by it, early and late ones, so it is written in steps: half of
 * what is left, and when that half has passed, half of the rest. Each login then ends by
 * the end of the grant, and a grant of two hours takes seven writes. The last step is a
 * minute long; what is left after it lets nobody log in any more.
 */
final class LoginSteps {

	/** For the time that passes until a step stands at Cloudflare. */
	static final Duration MARGIN = Duration.ofMinutes(1);

	private final Instant end;

	private final long first;

	private LoginSteps(Instant end, long first) {
		this.end = end;
		this.first = first;
	}

	static LoginSteps of(Instant start, Instant end) {
		Instant early = end.minus(MARGIN);
		return new LoginSteps(early, Duration.between(start, early).toMinutes());
	}

	/** The minutes that a login may last now; empty when nobody is let in any more. */
	OptionalInt minutesAt(Instant now) {
		Duration left = Duration.between(now, this.end);
		for (long rest = this.first; rest > 1; rest /= 2) {
			if (left.compareTo(Duration.ofMinutes(rest / 2)) > 0) {
				return OptionalInt.of((int) (rest / 2));
			}
		}
		return OptionalInt.empty();
	}

	/** From when on nobody logs in by it any more. */
	Instant lastLogin() {
		return this.end.minus(Duration.ofMinutes(1));
	}

}
