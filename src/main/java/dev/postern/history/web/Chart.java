package dev.postern.history.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.postern.history.LoginCount;
import dev.postern.history.LoginFilter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The figures over the list: logins by hour, or by day when the time is long.
 *
 * @param byDay whether the stretches are days
 */
record Chart(List<LoginCount> counts, boolean byDay, ZoneId zone) {

	private static final Duration DEFAULT_RANGE = Duration.ofDays(14);

	private static final Duration MAX_RANGE = Duration.ofDays(400);

	private static final Duration MAX_RANGE_BY_HOUR = Duration.ofDays(3);

	Chart {
		counts = List.copyOf(counts);
	}

	public long allowed() {
		return this.counts.stream().mapToLong(LoginCount::allowed).sum();
	}

	public long refused() {
		return this.counts.stream().mapToLong(LoginCount::refused).sum();
	}

	/** For the script that draws: each stretch with its label, figures and ends. */
	public String figures() {
		DateTimeFormatter label = DateTimeFormatter.ofPattern(this.byDay ? "d MMM" : "d MMM HH:mm", Locale.ENGLISH)
			.withZone(this.zone);
		ArrayNode stretches = JsonNodeFactory.instance.arrayNode();
		for (LoginCount count : this.counts) {
			stretches.addObject()
				.put("label", label.format(count.start()))
				.put("first", count.allowed())
				.put("second", count.refused())
				.put("since", count.start().truncatedTo(ChronoUnit.SECONDS).toString())
				.put("until", count.end().truncatedTo(ChronoUnit.SECONDS).toString());
		}
		return stretches.toString();
	}

	/** Where the stretches begin, and at last where the last one ends. */
	static List<Instant> bounds(LoginFilter filter, ZoneId zone, Instant now) {
		Instant to = Objects.requireNonNullElse(filter.to(), now);
		Instant end = to.isAfter(now) ? now : to;
		Instant wanted = Objects.requireNonNullElse(filter.from(), end.minus(DEFAULT_RANGE));
		Instant from = wanted.isBefore(end.minus(MAX_RANGE)) ? end.minus(MAX_RANGE) : wanted;
		ChronoUnit unit = byDay(from, end) ? ChronoUnit.DAYS : ChronoUnit.HOURS;
		List<Instant> bounds = new ArrayList<>();
		for (ZonedDateTime time = from.atZone(zone).truncatedTo(unit); time.toInstant().isBefore(end)
				|| bounds.isEmpty(); time = time.plus(1, unit)) {
			bounds.add(time.toInstant());
		}
		bounds.add(end.isAfter(bounds.getLast()) ? end : bounds.getLast().plus(1, ChronoUnit.HOURS));
		return bounds;
	}

	static boolean byDay(Instant from, Instant to) {
		return Duration.between(from, to).compareTo(MAX_RANGE_BY_HOUR) > 0;
	}

}
