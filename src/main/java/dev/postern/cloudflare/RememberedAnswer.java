package dev.postern.cloudflare;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What Cloudflare answered to a question that many ask. One thread at a time asks, in
 * whatever transaction it has; those who wait for it take its answer when that is fresh
 * enough.
 */
public final class RememberedAnswer<T> {

	private final Supplier<T> source;

	private final Clock clock;

	private final ReentrantLock asking = new ReentrantLock();

	private volatile @Nullable Taken<T> last;

	private final AtomicInteger forgotten = new AtomicInteger();

	private volatile Instant failedAt = Instant.MIN;

	/**
	 * Nothing is asked yet.
	 * @param source asks Cloudflare; what it throws reaches whoever wanted the answer
	 */
	public RememberedAnswer(Supplier<T> source, Clock clock) {
		this.source = source;
		this.clock = clock;
	}

	/** An answer that was asked for at this time or later. */
	public T since(Instant time) {
		Taken<T> known = this.last;
		if (known != null && !known.at().isBefore(time)) {
			return known.value();
		}
		this.asking.lock();
		try {
			known = this.last;
			return (known != null && !known.at().isBefore(time)) ? known.value() : ask();
		}
		finally {
			this.asking.unlock();
		}
	}

	/** An answer that is asked for now, whoever has asked before. */
	public T now() {
		this.asking.lock();
		try {
			return ask();
		}
		finally {
			this.asking.unlock();
		}
	}

	/** The last answer, without asking; empty when there never was one. */
	public Optional<T> last() {
		return Optional.ofNullable(this.last).map(Taken::value);
	}

	/** Whether asking failed after this time. */
	public boolean failedAfter(Instant time) {
		return this.failedAt.isAfter(time);
	}

	/**
	 * What was asked about has changed, so the next answer must be a new one; one that is
	 * under way is not remembered.
	 */
	public void forget() {
		this.forgotten.incrementAndGet();
		this.failedAt = Instant.MIN;
		this.last = null;
	}

	private T ask() {
		int begun = this.forgotten.get();
		Instant at = this.clock.instant();
		try {
			T value = this.source.get();
			if (this.forgotten.get() == begun) {
				this.last = new Taken<>(at, value);
			}
			return value;
		}
		catch (CloudflareException ex) {
			this.failedAt = this.clock.instant();
			throw ex;
		}
	}

	private record Taken<T>(Instant at, T value) {
	}

}
