package dev.postern.jobs;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	@Test
	void pausesDoubleUpToTheLimitAndAreShortenedByAtMostAHalf() {
		Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

		assertThat(List.of(0, 1, 2, 8, 9, 2000)).extracting((failures) -> backoff.pause(failures, 0).toSeconds())
			.containsExactly(1L, 2L, 4L, 256L, 300L, 300L);
		assertThat(backoff.pause(2, 1)).isEqualTo(Duration.ofSeconds(2));
	}

}
