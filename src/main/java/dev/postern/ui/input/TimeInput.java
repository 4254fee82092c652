package dev.postern.ui.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Reads times that people and programs enter, in the zone of whoever reads the page. */
public final class TimeInput {

	private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

	/** The end of the last day whose year has four digits, wherever it ends. */
	private static final Instant LAST = Instant.parse("+10000-01-02T00:00:00Z");

	private static final DateTimeFormatter INPUT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

	private TimeInput() {
	}

	/**
	 * The first moment of a time: an instant, a local time or a day; {@code null} for
	 * none.
	 */
	public static @Nullable Instant start(String field, @Nullable String text, ZoneId zone) {
		return read(field, text, zone, 0);
	}

	/** The first moment after a time; a day ends at its end. */
	public static @Nullable Instant end(String field, @Nullable String text, ZoneId zone) {
		return read(field, text, zone, 1);
	}

	/** A moment as a {@code datetime-local} field holds it. */
	public static @Nullable String fieldValue(@Nullable Instant moment, ZoneId zone) {
		return (moment != null) ? INPUT.withZone(zone).format(moment) : null;
	}

	private static @Nullable Instant read(String field, @Nullable String text, ZoneId zone, int days) {
		if (text == null || text.isBlank()) {
			return null;
		}
		String time = text.strip();
		try {
			Instant moment = parse(time, zone, days);
			if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
				throw new DateTimeException("beyond what is kept");
			}
			return moment;
		}
		catch (DateTimeException ex) {
			throw InvalidInput.of(field, text, "ui.time.malformed");
		}
	}

	private static Instant parse(String time, ZoneId zone, int days) {
		if (time.indexOf('T') < 0) {
			return LocalDate.parse(time).plusDays(days).atStartOfDay(zone).toInstant();
		}
		boolean local = time.matches("[^T]+T[0-9:.]+");
		return local ? LocalDateTime.parse(time).atZone(zone).toInstant() : OffsetDateTime.parse(time).toInstant();
	}

}
