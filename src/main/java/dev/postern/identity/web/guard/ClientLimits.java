package dev.postern.identity.web.guard;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.identity.traces.ClientNetwork;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;

import org.springframework.stereotype.Component;

/**
 * Counts what strangers try, per client address and on this instance; a network of IPv6
 * counts as one address. Somebody with more addresses than are remembered only makes
 * others forgotten.
 */
@Component
class ClientLimits {

	private static final int REMEMBERED = 100_000;

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final WebProperties properties;

	private final Cache<Client, Bucket> buckets = Caffeine.newBuilder()
		.maximumSize(REMEMBERED)
		.expireAfterAccess(MINUTE.multipliedBy(2))
		.build();

	ClientLimits(WebProperties properties) {
		this.properties = properties;
	}

	/**
	 * Whether a client may try now.
	 * @return how long it has to wait; empty when it may
	 */
	Optional<Duration> wait(Attempt attempt, String address) {
		EstimationProbe probe = bucket(attempt, address).estimateAbilityToConsume(1);
		return probe.canBeConsumed() ? Optional.empty()
				: Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
	}

	/** Counts one more. */
	void count(Attempt attempt, String address) {
		bucket(attempt, address).tryConsume(1);
	}

	private Bucket bucket(Attempt attempt, String address) {
		return this.buckets.get(new Client(attempt, ClientNetwork.of(address)),
				(client) -> Bucket.builder()
					.addLimit((limit) -> limit.capacity(perMinute(attempt)).refillGreedy(perMinute(attempt), MINUTE))
					.build());
	}

	private int perMinute(Attempt attempt) {
		return switch (attempt) {
			case SIGN_IN -> this.properties.signInsPerMinute();
			case REFUSED_TOKEN -> this.properties.refusedTokensPerMinute();
		};
	}

	/** What is counted. */
	enum Attempt {

		SIGN_IN, REFUSED_TOKEN

	}

	private record Client(Attempt attempt, String network) {
	}

}
