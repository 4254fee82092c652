package dev.postern.kernel.limits;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FairLimitsTests {

	private static final int REMEMBERED = 100;

	@Test
	void oneIsRefusedAfterTheirShareAndOthersAreNot() {
		FairLimits<String> limits = new FairLimits<>(REMEMBERED, 2, 30);

		assertThat(taken(limits, "ada", 2)).isEqualTo(2);

		assertThat(limits.take("ada"))
			.hasValueSatisfying((wait) -> assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1)));
		assertThat(limits.take("bob")).isEmpty();
	}

	@Test
	void fiveWhoAskAsOftenAsTheyMayKeepNobodyElseOut() {
		FairLimits<String> limits = new FairLimits<>(REMEMBERED, 6, 30);

		int few = List.of("1", "2", "3", "4", "5").stream().mapToInt((one) -> taken(limits, one, 6)).sum();

		assertThat(few).isBetween(20, 25);
		assertThat(IntStream.range(0, 5).mapToObj((i) -> "new " + i).map(limits::take))
			.allMatch((wait) -> wait.isEmpty());
	}

	@Test
	void allTogetherAreRefusedInTheEnd() {
		FairLimits<String> limits = new FairLimits<>(REMEMBERED, 6, 30);

		int taken = IntStream.range(0, 50).map((i) -> taken(limits, "person " + i, 1)).sum();

		assertThat(taken).isEqualTo(30);
		assertThat(limits.take("one more")).isPresent();
	}

	@Test
	void whoIsRefusedSinceOthersAskedKeepsTheirOwnShare() {
		FairLimits<String> limits = new FairLimits<>(REMEMBERED, 1, 1);
		taken(limits, "ada", 1);
		taken(limits, "bob", 1);

		assertThat(limits.take("eve")).hasValueSatisfying((wait) -> assertThat(wait).isPositive());
		assertThat(limits.take("eve")).isPresent();
	}

	private static int taken(FairLimits<String> limits, String key, int times) {
		return (int) IntStream.range(0, times).filter((i) -> limits.take(key).isEmpty()).count();
	}

}
