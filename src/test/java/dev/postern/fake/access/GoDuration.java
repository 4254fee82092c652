package dev.postern.fake.access;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 24h}, {@code 1h30m}. */
final class GoDuration {

	private static final Pattern WHOLE = Pattern.compile("0|(\\d+(\\.\\d+)?(h|m|s|ms))+");

	private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|h|m|s)");

	private static final Duration MOST = Duration.ofHours(730);

	private GoDuration() {
	}

	/** Whether the text is a duration of at most a month. */
	static boolean isValid(String text) {
		return of(text).filter((duration) -> duration.compareTo(MOST) <= 0).isPresent();
	}

	/** How long that is; empty when the text is none. */
	static Optional<Duration> of(String text) {
		if (!WHOLE.matcher(text).matches() || text.length() > 40) {
			return Optional.empty();
		}
		double seconds = 0;
		Matcher matcher = PART.matcher(text);
		while (matcher.find()) {
			seconds += Double.parseDouble(matcher.group(1)) * switch (matcher.group(2)) {
				case "h" -> 3600;
				case "m" -> 60;
				case "s" -> 1;
				default -> 0.001;
			};
		}
		return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
	}

}
