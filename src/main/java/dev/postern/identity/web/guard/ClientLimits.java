package dev.postern.identity.web.guard;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.identity.traces.ClientNetwork;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

import org.springframework.stereotype.Component;

/**
 * Counts what strangers try, per client address and on this instance; a network of IPv6
 * counts as one address, and so does all that is no address. Somebody with more addresses
 * than are remembered only makes others forgotten.
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
	 * Counts one more, where the client may try now.
	 * @return how long it has to wait; empty when it may
	 */
	Optional<Duration> take(Attempt attempt, String address) {
		ConsumptionProbe probe = bucket(attempt, address).tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
	}

	/** Counts one less: the last one was none of those that count. */
	void giveBack(Attempt attempt, String address) {
		bucket(attempt, address).addTokens(1);
	}

	private Bucket bucket(Attempt attempt, String address) {
		return this.buckets.get(new Client(attempt, ClientNetwork.of(address)),
				(client) -> Bucket.builder()
					.addLimit((limit) -> limit.capacity(perMinute(attempt)).refillGreedy(perMinute(attempt), MINUTE))
					.build());
	}

	private int perMinute(Attempt attempt) {
		return switch (attempt) {
			case BEGUN_SIGN_IN, ENDED_SIGN_IN -> this.properties.signInsPerMinute();
			case TOKEN, LOGOUT_TOKEN -> this.properties.refusedTokensPerMinute();
		};
	}

	private record Client(Attempt attempt, String network) {
	}

}
