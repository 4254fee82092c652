package dev.postern.servers.checks;

import java.time.Duration;
import java.util.Optional;

import dev.postern.kernel.GoDuration;

/** Says how long a login can last. */
public final class SessionDuration {

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private static final Duration LONGEST = Duration.ofHours(730);

	private SessionDuration() {
	}

	/** Looks whether a login can last as long, and notes why not. */
	public static Optional<Duration> check(String entered, InputProblems problems) {
		Optional<Duration> duration = GoDuration.parse(entered.strip());
		if (duration.isEmpty()) {
			return problems.reject("sessionDuration", entered, "session-duration.malformed");
		}
		boolean fits = duration.get().compareTo(SHORTEST) >= 0 && duration.get().compareTo(LONGEST) <= 0;
		return fits ? duration : problems.reject("sessionDuration", entered, "session-duration.range");
	}

}
