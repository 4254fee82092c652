package dev.postern.fake.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Caller;
import dev.postern.fake.kernel.Behaviour;
import org.jspecify.annotations.Nullable;

/**
 * The request budget: so many in five minutes, then nothing until they are over.
 */
public final class RateLimit {

	private static final Duration WINDOW = Duration.ofMinutes(5);

	private final Clock clock;

	private final Behaviour behaviour;

	private final Map<String, Window> windows = new HashMap<>();

	RateLimit(Clock clock, Behaviour behaviour) {
		this.clock = clock;
		this.behaviour = behaviour;
	}

	/** Counts a request and gives the headers for its answer, or throws the 429. */
	public Map<String, String> count(Caller caller, Call call) {
		Instant now = this.clock.instant();
		@Nullable Window window = this.windows.get(caller.budget());
		if (window == null || !now.isBefore(window.start().plus(WINDOW))) {
			window = new Window(now, 0);
		}
		window = new Window(window.start(), window.used() + 1);
		this.windows.put(caller.budget(), window);
		int quota = this.behaviour.quota();
		long reset = Math.max(1, Duration.between(now, window.start().plus(WINDOW)).plusMillis(999).toSeconds());
		if (window.used() > quota) {
			throw ApiException.throttled(reset);
		}
		String policy = call.path().equals("/zones") ? "list_zones" : "default";
		String state = this.behaviour.isCountingRatelimitHeader()
				? "\"%s\";r=%d;t=%d".formatted(policy, quota - window.used(), reset)
				: "\"%s\";r=%d;t=1".formatted(policy, quota - 1);
		return Map.of("Ratelimit", state, "Ratelimit-Policy",
				"\"%s\";q=%d;w=%d".formatted(policy, quota, WINDOW.toSeconds()));
	}

	private record Window(Instant start, int used) {
	}

}
