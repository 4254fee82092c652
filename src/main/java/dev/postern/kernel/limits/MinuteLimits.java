package dev.postern.kernel.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/**
 * Counts what is done a minute, per key and on this instance. Somebody with more keys
 * than are remembered only makes others forgotten.
 */
public final class MinuteLimits<K> {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final ToIntFunction<K> perMinute;

	private final Cache<K, Bucket> buckets;

	/**
	 * Begins to count.
	 * @param perMinute how many a key may
	 */
	public MinuteLimits(int remembered, ToIntFunction<K> perMinute) {
		this.perMinute = perMinute;
		this.buckets = Caffeine.newBuilder().maximumSize(remembered).expireAfterAccess(MINUTE.multipliedBy(2)).build();
	}

	/**
	 * Counts one more, where the key may now.
	 * @return how long it has to wait; empty when it may
	 */
	public Optional<Duration> take(K key) {
		ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
	}

	/** Counts one less. */
	public void giveBack(K key) {
		bucket(key).addTokens(1);
	}

	private Bucket bucket(K key) {
		return this.buckets.get(key, (one) -> {
			int count = this.perMinute.applyAsInt(one);
			return Bucket.builder().addLimit((limit) -> limit.capacity(count).refillGreedy(count, MINUTE)).build();
		});
	}

}
