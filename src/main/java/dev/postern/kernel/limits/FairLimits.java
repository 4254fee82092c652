package dev.postern.kernel.limits;

import java.time.Duration;
import java.util.Optional;

/**
 * Counts what is done a minute, per key and over all of them. Of what there is for all a
 * part is kept for the first of each key a minute, so that a few who ask often cannot
 * keep everybody else out.
 */
public final class FairLimits<K> {

	/** The part that is kept, as a divisor. */
	private static final int KEPT = 3;

	private final MinuteLimits<K> own;

	private final MinuteLimits<K> firsts;

	private final MinuteLimits<Pot> pots;

	/**
	 * Begins to count.
	 * @param perKey how many a key may
	 * @param all how many all may together
	 */
	public FairLimits(int remembered, int perKey, int all) {
		int kept = all / KEPT;
		this.own = new MinuteLimits<>(remembered, (key) -> perKey);
		this.firsts = new MinuteLimits<>(remembered, (key) -> 1);
		this.pots = new MinuteLimits<>(Pot.values().length,
				(pot) -> (pot == Pot.FIRSTS) ? Math.max(1, kept) : Math.max(1, all - kept));
	}

	/**
	 * Counts one more, where the key may now.
	 * @return how long it has to wait; empty when it may
	 */
	public Optional<Duration> take(K key) {
		Optional<Duration> wait = this.own.take(key);
		if (wait.isPresent()) {
			return wait;
		}
		boolean first = this.firsts.take(key).isEmpty();
		Optional<Duration> full = this.pots.take(Pot.ALL);
		if (full.isEmpty() || (first && this.pots.take(Pot.FIRSTS).isEmpty())) {
			return Optional.empty();
		}
		this.own.giveBack(key);
		if (first) {
			this.firsts.giveBack(key);
		}
		return full;
	}

	private enum Pot {

		ALL, FIRSTS

	}

}
