package dev.postern.history.web;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.history.Gap;
import dev.postern.history.search.Figures;
import dev.postern.history.search.LoginFilter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The figures over the list, drawn and as a table: logins by hour, day, week or month, as
 * the time is long.
 */
record Chart(List<Bar> bars, Unit unit, ZoneId zone) {

	Chart {
		bars = List.copyOf(bars);
	}

	/** Where some may be missing it is said, and never taken for none. */
	static Chart of(Figures figures, Unit unit, List<Gap> gaps, ZoneId zone) {
		List<Bar> bars = figures.counts()
			.stream()
			.map((count) -> new Bar(count.start(), count.end(), count.allowed(), count.refused(),
					gaps.stream().anyMatch((gap) -> hides(gap, count.start(), count.end()))))
			.toList();
		return new Chart(bars, unit, zone);
	}

	/**
	 * The bars that say something: those with logins, and those where some are missing.
	 */
	public List<Bar> rows() {
		return this.bars.stream().filter((bar) -> bar.allowed() + bar.refused() > 0 || bar.incomplete()).toList();
	}

	public boolean incomplete() {
		return this.bars.stream().anyMatch(Bar::incomplete);
	}

	/**
	 * For the script that draws, of each stretch: its label, how many were allowed and
	 * refused, whether some may be missing, and its ends in seconds.
	 */
	public String figures() {
		DateTimeFormatter label = DateTimeFormatter.ofPattern(this.unit.label, Locale.ENGLISH).withZone(this.zone);
		ArrayNode stretches = JsonNodeFactory.instance.arrayNode();
		for (Bar bar : this.bars) {
			stretches.addArray()
				.add(label.format(bar.start()))
				.add(bar.allowed())
				.add(bar.refused())
				.add(bar.incomplete() ? 1 : 0)
				.add(bar.start().getEpochSecond())
				.add(bar.end().getEpochSecond());
		}
		return stretches.toString();
	}

	/**
	 * The time that is drawn: that of the filter, as far as there can be logins in it.
	 * @param begins before which there are none; empty where there are none at all
	 */
	static Stretch stretch(LoginFilter filter, Optional<Instant> begins, Instant now) {
		Instant end = Stream.of(Objects.requireNonNullElse(filter.to(), now), now)
			.min(Comparator.naturalOrder())
			.orElse(now);
		Instant first = begins.orElse(end.minus(Duration.ofDays(1)));
		Instant wanted = Objects.requireNonNullElse(filter.from(), first);
		Instant from = wanted.isBefore(first) ? first : wanted;
		return new Stretch(from.isBefore(end) ? from : end.minusSeconds(1), end);
	}

	private static boolean hides(Gap gap, Instant start, Instant end) {
		Instant until = gap.until();
		return gap.state() != Gap.State.FILLED && gap.from().isBefore(end) && (until == null || until.isAfter(start));
	}

	/**
	 * One of the stretches of time.
	 *
	 * @param end the first moment after it
	 * @param incomplete whether logins of it may be missing
	 */
	record Bar(Instant start, Instant end, long allowed, long refused, boolean incomplete) {
	}

	/** A time from its first moment to the first one after it. */
	record Stretch(Instant from, Instant to) {

		Unit unit() {
			Duration length = Duration.between(this.from, this.to);
			return Stream.of(Unit.values())
				.filter((unit) -> length.compareTo(unit.longest) <= 0)
				.findFirst()
				.orElse(Unit.MONTHS);
		}

		/** Where the units in it begin, and at last where the last one ends. */
		List<Instant> bounds(ZoneId zone) {
			Unit unit = unit();
			List<Instant> bounds = new ArrayList<>();
			for (ZonedDateTime time = unit.start(this.from.atZone(zone)); time.toInstant()
				.isBefore(this.to); time = unit.next(time)) {
				bounds.add(time.toInstant());
			}
			bounds.add(this.to);
			return bounds;
		}

	}

	/** How long the stretches are. */
	enum Unit {

		HOURS(ChronoUnit.HOURS, Duration.ofDays(3), "d MMM HH:mm"), DAYS(ChronoUnit.DAYS, Duration.ofDays(92), "d MMM"),
		WEEKS(ChronoUnit.WEEKS, Duration.ofDays(550), "d MMM yyyy"),
		MONTHS(ChronoUnit.MONTHS, ChronoUnit.FOREVER.getDuration(), "MMM yyyy");

		private final ChronoUnit length;

		private final Duration longest;

		private final String label;

		Unit(ChronoUnit length, Duration longest, String label) {
			this.length = length;
			this.longest = longest;
			this.label = label;
		}

		/** The next one begins where its day does, even where midnight was skipped. */
		ZonedDateTime next(ZonedDateTime start) {
			ZonedDateTime next = start.plus(1, this.length);
			return (this == HOURS) ? next : next.toLocalDate().atStartOfDay(next.getZone());
		}

		/** Its name in the keys of texts. */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

		private ZonedDateTime start(ZonedDateTime time) {
			return switch (this) {
				case HOURS, DAYS -> time.truncatedTo(this.length);
				case WEEKS ->
					time.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
				case MONTHS -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
			};
		}

	}

}
