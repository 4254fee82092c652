package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Logins during a grant, which must not outlive it. */
class LoginStepsTests {

	private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");

	private static final int SEED = 20261201;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 7, 8, 15, 47, 60, 119, 120, 121, 480, 1_441, 43_200 })
	void noLoginOutlivesTheGrantAlsoWhenAStepStandsAMinuteLate(int minutes) {
		Instant end = START.plus(Duration.ofMinutes(minutes));
		LoginSteps steps = LoginSteps.of(START, end);
		for (Instant login = START; login.isBefore(end); login = login.plusSeconds(1)) {
			OptionalInt lasts = steps.minutesAt(login);
			Instant late = login.plus(LoginSteps.MARGIN);
			lasts.ifPresent((length) -> assertThat(late.plus(Duration.ofMinutes(length))).isBeforeOrEqualTo(end));
		}
	}

	@Test
	void lengthsOnlyShrinkAndAreWholeMinutes() {
		Random random = new Random(SEED);
		for (int i = 0; i < 500; i++) {
			Instant end = START.plusSeconds(60 + random.nextLong(100_000));
			LoginSteps steps = LoginSteps.of(START, end);
			int last = Integer.MAX_VALUE;
			for (Instant now = START; now.isBefore(end); now = now.plusSeconds(17)) {
				int length = steps.minutesAt(now).orElse(0);
				assertThat(length).isBetween(0, last);
				last = length;
			}
			assertThat(steps.minutesAt(end)).isEmpty();
		}
	}

	@Test
	void twoHoursTakeSevenWrites() {
		LoginSteps steps = LoginSteps.of(START, START.plus(Duration.ofHours(2)));

		assertThat(writes(steps, Duration.ofHours(2))).isEqualTo(7);
		assertThat(steps.minutesAt(START)).hasValue(59);
		assertThat(steps.minutesAt(START.plus(Duration.ofMinutes(60)))).hasValue(29);
		assertThat(steps.minutesAt(START.plus(Duration.ofMinutes(117)))).hasValue(1);
		assertThat(steps.minutesAt(START.plus(Duration.ofMinutes(118)))).isEmpty();
		assertThat(steps.lastLogin()).isEqualTo(START.plus(Duration.ofMinutes(118)));
	}

	@Test
	void thirtyDaysTakeFewWrites() {
		assertThat(writes(LoginSteps.of(START, START.plus(Duration.ofDays(30))), Duration.ofDays(30)))
			.isLessThanOrEqualTo(16);
	}

	private static int writes(LoginSteps steps, Duration length) {
		int writes = 0;
		OptionalInt last = OptionalInt.empty();
		for (Instant now = START; !now.isAfter(START.plus(length)); now = now.plusSeconds(1)) {
			OptionalInt minutes = steps.minutesAt(now);
			if (!minutes.equals(last)) {
				writes++;
				last = minutes;
			}
		}
		return writes;
	}

}
