package dev.postern.history.web;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PeriodTests {

	/** A Sunday in Tokyo, where it is Monday already. */
	private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

	@ParameterizedTest
	@CsvSource({ "day, UTC, 2026-11-21T16:00:00Z,", "week, UTC, 2026-11-15T16:00:00Z,",
			"month, UTC, 2026-10-23T16:00:00Z,", "this-week, UTC, 2026-11-16T00:00:00Z,",
			"last-week, UTC, 2026-11-09T00:00:00Z, 2026-11-16T00:00:00Z",
			"last-week, Asia/Tokyo, 2026-11-15T15:00:00Z, 2026-11-22T15:00:00Z",
			"last-month, UTC, 2026-10-01T00:00:00Z, 2026-11-01T00:00:00Z",
			"last-month, Europe/Berlin, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z" })
	void goesAlongWithThePresentOfTheReader(String code, String zone, Instant from, Instant to) {
		Period period = Period.of(code);

		assertThat(period.from(NOW, ZoneId.of(zone))).isEqualTo(from);
		assertThat(period.to(NOW, ZoneId.of(zone))).isEqualTo(to);
	}

}
