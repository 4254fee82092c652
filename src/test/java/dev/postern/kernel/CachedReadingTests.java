package dev.postern.kernel;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CachedReadingTests {

	private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);

	private final AtomicInteger readings = new AtomicInteger();

	@Test
	void readsAgainOnlyAfterAWhile() {
		CachedReading<Integer> reading = new CachedReading<>(this.readings::incrementAndGet, this.time::get);

		assertThat(reading.number(Integer::doubleValue)).isEqualTo(1);
		assertThat(reading.number((value) -> value * 10.0)).isEqualTo(10);
		this.time.addAndGet(Duration.ofSeconds(14).toNanos());
		assertThat(reading.number(Integer::doubleValue)).isEqualTo(1);
		this.time.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(reading.number(Integer::doubleValue)).isEqualTo(2);
	}

	@Test
	void isNoNumberWhereItCantBeReadAndCostsNoMore() {
		CachedReading<Integer> reading = new CachedReading<>(() -> {
			this.readings.incrementAndGet();
			throw new IllegalStateException("away");
		}, this.time::get);

		assertThat(reading.number(Integer::doubleValue)).isNaN();
		assertThat(reading.number(Integer::doubleValue)).isNaN();
		assertThat(this.readings).hasValue(1);
	}

}
