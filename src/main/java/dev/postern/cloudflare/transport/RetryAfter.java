package dev.postern.cloudflare.transport;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * How long Cloudflare asks to be left alone: its whole window of 5 minutes when it does
 * not say, and an hour at most.
 */
final class RetryAfter {

	static final Duration DEFAULT = Duration.ofMinutes(5);

	private static final Duration SHORTEST = Duration.ofMillis(1);

	private static final Duration LONGEST = Duration.ofHours(1);

	private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

	private RetryAfter() {
	}

	static Duration in(HttpHeaders headers, Clock clock) {
		Duration asked = asked(text(headers, "retry-after-ms"), text(headers, HttpHeaders.RETRY_AFTER), clock);
		if (asked.compareTo(SHORTEST) < 0) {
			return SHORTEST;
		}
		return (asked.compareTo(LONGEST) > 0) ? LONGEST : asked;
	}

	private static Duration asked(String millis, String secondsOrDate, Clock clock) {
		if (NUMBER.matcher(millis).matches()) {
			return Duration.ofMillis(Long.parseLong(millis));
		}
		if (NUMBER.matcher(secondsOrDate).matches()) {
			return Duration.ofSeconds(Long.parseLong(secondsOrDate));
		}
		try {
			ZonedDateTime date = ZonedDateTime.parse(secondsOrDate, DateTimeFormatter.RFC_1123_DATE_TIME);
			return Duration.between(clock.instant(), date.toInstant());
		}
		catch (DateTimeException ex) {
			return DEFAULT;
		}
	}

	private static String text(HttpHeaders headers, String name) {
		@Nullable String value = headers.getFirst(name);
		return (value == null) ? "" : value.strip();
	}

}
