package dev.postern.cloudflare.transport;

import java.time.Duration;
import java.util.stream.Stream;

import dev.postern.cloudflare.CloudflareException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final RequestMeters meters = new RequestMeters(this.registry);

	@ParameterizedTest(name = "{0}")
	@MethodSource("problems")
	void tellsProblemsApart(String outcome, CloudflareException problem) {
		assertThatExceptionOfType(CloudflareException.class).isThrownBy(() -> this.meters.timed(() -> {
			throw problem;
		})).isSameAs(problem);

		this.registry.get("postern.cloudflare.requests")
			.timers()
			.forEach((timer) -> assertThat(timer.count()).as(timer.getId().toString())
				.isEqualTo(outcome.equals(timer.getId().getTag("outcome")) ? 1 : 0));
	}

	static Stream<Arguments> problems() {
		return Stream.of(Arguments.of("throttled", new CloudflareException.Throttled("", Duration.ofSeconds(1))),
				Arguments.of("unavailable", new CloudflareException.Unavailable("")),
				Arguments.of("missing", new CloudflareException.Missing("")),
				Arguments.of("rejected", new CloudflareException.Rejected("", 1)),
				Arguments.of("unauthorized", new CloudflareException.Unauthorized("")));
	}

}
