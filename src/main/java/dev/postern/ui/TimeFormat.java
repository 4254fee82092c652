package dev.postern.ui;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.springframework.stereotype.Component;

/**
 * Formats points in time for pages; where scripts run, the browser shows them in the
 * reader's own zone instead of UTC.
 */
@Component
class TimeFormat {

	private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/** For people, to the second. */
	public String utc(Instant moment) {
		return UTC.format(moment);
	}

	/** For programs, as HTML wants it. */
	public String iso(Instant moment) {
		return moment.truncatedTo(ChronoUnit.MILLIS).toString();
	}

}
