package dev.postern.cloudflare.transport;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.http.HttpHeaders;

/**
 * How long Cloudflare asks to be left alone, in headers and in the body: the longest of
 * the times counts. Between a second, since a zero would have it asked without a pause,
 * and an hour.
 */
final class RetryAfter {

	/** The whole window over which Cloudflare counts, for when it names no time. */
	static final Duration DEFAULT = Duration.ofMinutes(5);

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofHours(1);

	/** No number of seconds and no date is longer. */
	private static final int LONGEST_TEXT = 100;

	private static final List<DateTimeFormatter> DATES = List.of(DateTimeFormatter.RFC_1123_DATE_TIME,
			DateTimeFormatter.ISO_OFFSET_DATE_TIME);

	private RetryAfter() {
	}

	/**
	 * The longest of the times that are named; empty when none is.
	 * @param inBody seconds or dates
	 */
	static Optional<Duration> longest(HttpHeaders headers, Collection<String> inBody, Clock clock) {
		Stream<Duration> millis = headers.getOrEmpty("retry-after-ms")
			.stream()
			.flatMap((text) -> number(text).stream())
			.map((number) -> bounded(number, ChronoUnit.MILLIS));
		Stream<Duration> others = Stream.concat(headers.getOrEmpty(HttpHeaders.RETRY_AFTER).stream(), inBody.stream())
			.flatMap((text) -> named(text, clock.instant()).stream());
		return Stream.concat(millis, others).max(Comparator.naturalOrder());
	}

	private static Optional<Duration> named(String text, Instant now) {
		return number(text).map((number) -> bounded(number, ChronoUnit.SECONDS))
			.or(() -> date(text).map((date) -> bounded(Duration.between(now, date))));
	}

	/** What is below zero, or no number is not taken. */
	private static Optional<BigDecimal> number(String text) {
		try {
			return (text.length() > LONGEST_TEXT) ? Optional.empty()
					: Optional.of(new BigDecimal(text.strip())).filter((number) -> number.signum() >= 0);
		}
		catch (NumberFormatException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Instant> date(String text) {
		return DATES.stream().flatMap((format) -> date(text, format).stream()).findFirst();
	}

	private static Optional<Instant> date(String text, DateTimeFormatter format) {
		try {
			return Optional.of(OffsetDateTime.parse(text.strip(), format).toInstant());
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	/** Compares first: a number may have more digits than there is memory. */
	private static Duration bounded(BigDecimal number, ChronoUnit unit) {
		if (number.compareTo(BigDecimal.valueOf(SHORTEST.dividedBy(unit.getDuration()))) <= 0) {
			return SHORTEST;
		}
		return (number.compareTo(BigDecimal.valueOf(LONGEST.dividedBy(unit.getDuration()))) >= 0) ? LONGEST
				: Duration.ofMillis(number.multiply(BigDecimal.valueOf(unit.getDuration().toMillis()))
					.setScale(0, RoundingMode.CEILING)
					.longValueExact());
	}

	private static Duration bounded(Duration asked) {
		if (asked.compareTo(SHORTEST) < 0) {
			return SHORTEST;
		}
		return (asked.compareTo(LONGEST) > 0) ? LONGEST : asked;
	}

}
