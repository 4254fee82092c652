package dev.postern.ui;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Formats points in time for pages, in the reader's zone where it is known, else in UTC.
 */
@Component
public class TimeFormat {

	private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss O",
			Locale.ENGLISH);

	private static final String FORMATTER = TimeFormat.class.getName();

	private static final int DAYS_OF_A_MONTH = 30;

	private final MessageSource messages;

	private final Clock clock;

	TimeFormat(MessageSource messages, Clock clock) {
		this.messages = messages;
		this.clock = clock;
	}

	/** For people, to the second, in their own zone. */
	public String shown(Instant moment) {
		return formatter().format(moment);
	}

	/** In which zone {@link #shown} tells the reader of now. */
	public ZoneId zone() {
		return formatter().getZone();
	}

	/** For people, to the second. */
	public String utc(Instant moment) {
		return UTC.format(moment);
	}

	/** For programs, as HTML wants it. */
	public String iso(Instant moment) {
		return moment.truncatedTo(ChronoUnit.MILLIS).toString();
	}

	/** How long ago it was, in the greatest unit that fits. */
	public String ago(Instant moment) {
		Duration age = Duration.between(moment, this.clock.instant());
		if (age.compareTo(Duration.ofMinutes(1)) < 0) {
			return words("now", 0);
		}
		if (age.compareTo(Duration.ofHours(1)) < 0) {
			return words("minutes", age.toMinutes());
		}
		if (age.compareTo(Duration.ofDays(1)) < 0) {
			return words("hours", age.toHours());
		}
		return (age.compareTo(Duration.ofDays(60)) < 0) ? words("days", age.toDays())
				: words("months", age.toDays() / DAYS_OF_A_MONTH);
	}

	private String words(String unit, long count) {
		return this.messages.getMessage("ui.ago." + unit, new Object[] { count }, Locale.ENGLISH);
	}

	private static DateTimeFormatter formatter() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return UTC;
		}
		if (attributes.getAttribute(FORMATTER, RequestAttributes.SCOPE_REQUEST) instanceof DateTimeFormatter known) {
			return known;
		}
		DateTimeFormatter formatter = of(attributes.getRequest());
		attributes.setAttribute(FORMATTER, formatter, RequestAttributes.SCOPE_REQUEST);
		return formatter;
	}

	private static DateTimeFormatter of(HttpServletRequest request) {
		ZoneId zone = ReaderZone.of(request);
		return zone.normalized().equals(ZoneOffset.UTC) ? UTC : SHOWN.withZone(zone);
	}

}
