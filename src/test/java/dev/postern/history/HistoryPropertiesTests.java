package dev.postern.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HistoryPropertiesTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
	void aPeriodThatIsNoneIsRefusedByItsName(int place) {
		List<String> names = List.of("poll-every", "keep", "retention", "overlap", "sweep-every", "alarm-after");
		for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
			List<Duration> all = new ArrayList<>(Collections.nCopies(6, Duration.ofDays(1)));
			all.set(place, none);
			assertThatExceptionOfType(WrongSetting.class).isThrownBy(
					() -> new HistoryProperties(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), all.get(5)))
				.withMessageStartingWith(
						"postern.history." + names.get(place) + " must be longer than nothing, for example ")
				.withMessageEndingWith(", not " + none + ".");
		}
	}

	@Test
	void loginsAreKeptAtLeastAsLongAsCloudflareKeepsThem() {
		assertThatExceptionOfType(WrongSetting.class)
			.isThrownBy(() -> new HistoryProperties(Duration.ofMinutes(1), Duration.ofDays(7), Duration.ofDays(30),
					Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofMinutes(10)))
			.withMessageContainingAll("postern.history.keep", "postern.history.retention", "PT720H", "PT168H");
	}

	@ParameterizedTest
	@CsvSource({ "PT23H, PT1H, postern.history.keep must be at least 1d",
			"P9999D, P3651D, postern.history.retention must be at most 3650d" })
	void databaseIsNotAskedForWhatItRefuses(Duration keep, Duration retention, String said) {
		assertThatExceptionOfType(WrongSetting.class)
			.isThrownBy(() -> new HistoryProperties(Duration.ofMinutes(1), keep, retention, Duration.ofMinutes(2),
					Duration.ofHours(1), Duration.ofMinutes(10)))
			.withMessageStartingWith(said);
	}

}
