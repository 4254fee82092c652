package dev.postern.kernel;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Problems rest in the database as JSON. */
class ProblemTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	@Test
	void everythingSurvivesTheDatabase() {
		Problem problem = new Problem("cloudflare-refused", List.of("a"), "403",
				URI.create("https://developers.cloudflare.com/x"), Instant.parse("2026-11-22T12:00:00Z"));

		assertThat(JSON.readValue(JSON.writeValueAsString(problem), Problem.class)).isEqualTo(problem);
	}

	@Test
	void problemsFromBeforePagesWereKeptAreRead() {
		assertThat(JSON.readValue("{\"code\":\"dns-taken\",\"args\":[\"A\"],\"said\":\"81053\",\"retryAt\":null}",
				Problem.class))
			.isEqualTo(new Problem("dns-taken", List.of("A"), "81053", null));
	}

	@Test
	void thePageStaysWhenPosternTriesAgain() {
		URI page = URI.create("https://developers.cloudflare.com/x");
		Instant later = Instant.parse("2026-11-22T12:00:00Z");

		assertThat(new Problem("c", List.of(), "403", page, null).retryingAt(later))
			.isEqualTo(new Problem("c", List.of(), "403", page, later));
	}

}
