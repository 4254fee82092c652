package dev.postern.history.web;

import java.time.Duration;
import java.util.Locale;

import org.springframework.context.MessageSource;

/** Says how long something is, in the two units that matter. */
final class SpanWords {

	private static final Duration FROM_DAYS = Duration.ofDays(2);

	private static final Duration FROM_HOURS = Duration.ofHours(1);

	private static final Duration FROM_MINUTES = Duration.ofMinutes(1);

	private final MessageSource messages;

	SpanWords(MessageSource messages) {
		this.messages = messages;
	}

	/** For example “6 hours 12 minutes”; what is smaller is left out. */
	String of(Duration span) {
		if (span.compareTo(FROM_DAYS) >= 0) {
			return words("history.span.days", span.toDays(), "history.span.hours", span.toHoursPart());
		}
		if (span.compareTo(FROM_HOURS) >= 0) {
			return words("history.span.hours", span.toHours(), "history.span.minutes", span.toMinutesPart());
		}
		if (span.compareTo(FROM_MINUTES) >= 0) {
			return words("history.span.minutes", span.toMinutes(), "history.span.seconds", span.toSecondsPart());
		}
		return word("history.span.seconds", span.toSeconds());
	}

	private String words(String unit, long count, String smallerUnit, long rest) {
		return (rest > 0) ? word(unit, count) + " " + word(smallerUnit, rest) : word(unit, count);
	}

	private String word(String unit, long count) {
		return this.messages.getMessage(unit, new Object[] { count }, Locale.ENGLISH);
	}

}
