package dev.postern.history.web;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Times that go along with the present. */
enum Period {

	DAY, WEEK, MONTH, THIS_WEEK, LAST_WEEK, LAST_MONTH;

	/** Its name in addresses. */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Period of(String code) {
		return Arrays.stream(values())
			.filter((period) -> period.code().equalsIgnoreCase(code))
			.findFirst()
			.orElseThrow(() -> InvalidInput.of("period", code, "history.error.period"));
	}

	/** The first moment. Weeks begin on Monday, for the reader. */
	Instant from(Instant now, ZoneId zone) {
		LocalDate today = LocalDate.ofInstant(now, zone);
		LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
		return switch (this) {
			case DAY -> now.minus(Duration.ofDays(1));
			case WEEK -> now.minus(Duration.ofDays(7));
			case MONTH -> now.minus(Duration.ofDays(30));
			case THIS_WEEK -> start(monday, zone);
			case LAST_WEEK -> start(monday.minusWeeks(1), zone);
			case LAST_MONTH -> start(today.withDayOfMonth(1).minusMonths(1), zone);
		};
	}

	/** The first moment after it; {@code null} while it lasts. */
	@Nullable Instant to(Instant now, ZoneId zone) {
		LocalDate today = LocalDate.ofInstant(now, zone);
		return switch (this) {
			case DAY, WEEK, MONTH, THIS_WEEK -> null;
			case LAST_WEEK -> start(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
			case LAST_MONTH -> start(today.withDayOfMonth(1), zone);
		};
	}

	private static Instant start(LocalDate day, ZoneId zone) {
		return day.atStartOfDay(zone).toInstant();
	}

}
