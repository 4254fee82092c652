package dev.postern.kernel;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a database says, for gauges: it is asked again only after a while, however often
 * and by however many somebody reads, and by one at a time. A failure counts as a
 * reading, too.
 *
 * @param <T> the type of what is read
 */
public final class CachedReading<T> {

	private static final Logger log = LoggerFactory.getLogger(CachedReading.class);

	private static final Duration MAX_AGE = Duration.ofSeconds(15);

	private final Supplier<T> source;

	private final LongSupplier nanoTime;

	private @Nullable T value;

	private long readAt;

	private boolean read;

	public CachedReading(Supplier<T> source) {
		this(source, System::nanoTime);
	}

	CachedReading(Supplier<T> source, LongSupplier nanoTime) {
		this.source = source;
		this.nanoTime = nanoTime;
	}

	/** A number in what was read; not a number when it could not be read. */
	public double number(ToDoubleFunction<? super T> part) {
		@Nullable T current = current();
		return (current != null) ? part.applyAsDouble(current) : Double.NaN;
	}

	private synchronized @Nullable T current() {
		if (!this.read || this.nanoTime.getAsLong() - this.readAt >= MAX_AGE.toNanos()) {
			this.value = readOrNull();
			this.read = true;
			this.readAt = this.nanoTime.getAsLong();
		}
		return this.value;
	}

	private @Nullable T readOrNull() {
		try {
			return this.source.get();
		}
		catch (RuntimeException ex) {
			log.warn("A gauge can't be read problem={}", ex.getMessage());
			return null;
		}
	}

}
