package dev.postern.ui.input;

import java.time.Instant;
import java.time.ZoneId;

import dev.postern.kernel.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimeInputTests {

	private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

	@ParameterizedTest
	@CsvSource({ "2026-11-22, 2026-11-21T15:00:00Z, 2026-11-22T15:00:00Z",
			"2026-11-22T10:30, 2026-11-22T01:30:00Z, 2026-11-22T01:30:00Z",
			"2026-11-22T10:30:15.5, 2026-11-22T01:30:15.500Z, 2026-11-22T01:30:15.500Z",
			"2026-11-22T10:30:00Z, 2026-11-22T10:30:00Z, 2026-11-22T10:30:00Z",
			"2026-11-22T10:30:00-05:00, 2026-11-22T15:30:00Z, 2026-11-22T15:30:00Z" })
	void readsDaysLocalTimesAndInstants(String text, Instant start, Instant end) {
		assertThat(TimeInput.start("since", text, TOKYO)).isEqualTo(start);
		assertThat(TimeInput.end("until", text, TOKYO)).isEqualTo(end);
	}

	@Test
	void nothingIsNoTime() {
		assertThat(TimeInput.start("since", null, TOKYO)).isNull();
		assertThat(TimeInput.end("until", " ", TOKYO)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "yesterday", "2026-13-01", "2026-02-30", "2026-11-22T", "2026-11-22T25:00" })
	void i15SaysWhichTimeCannotBeRead(String text) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> TimeInput.start("since", text, TOKYO))
			.satisfies((input) -> assertThat(input.problems()).singleElement().satisfies((problem) -> {
				assertThat(problem.field()).isEqualTo("since");
				assertThat(problem.value()).isEqualTo(text);
			}));
	}

	@Test
	void fieldHoldsTheMomentInTheReadersZone() {
		assertThat(TimeInput.fieldValue(Instant.parse("2026-11-22T01:30:59Z"), TOKYO)).isEqualTo("2026-11-22T10:30");
	}

}
