package dev.postern.kernel.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing is read twice for a page, and nothing older is shown than what was written. */
class PageReadsTests {

	private final AtomicInteger readings = new AtomicInteger();

	@Test
	void readsOnceForAPage() {
		PageReads.onePage(() -> assertThat(List.of(read("db1"), read("db1"), read("db2"))).containsExactly(1, 1, 2));
	}

	@Test
	void readsAnewForTheNextPage() {
		List<Integer> seen = new ArrayList<>();

		PageReads.onePage(() -> seen.add(read("db1")));
		PageReads.onePage(() -> seen.add(read("db1")));

		assertThat(seen).containsExactly(1, 2);
	}

	@Test
	void readsEachTimeOutsideOfAPage() {
		assertThat(List.of(read("db1"), read("db1"))).containsExactly(1, 2);
	}

	@Test
	void readsEachTimeWithinATransactionSinceThatMayHaveWritten() {
		PageReads.onePage(() -> {
			int before = read("db1");
			TransactionSynchronizationManager.setActualTransactionActive(true);
			try {
				return assertThat(read("db1")).isGreaterThan(before);
			}
			finally {
				TransactionSynchronizationManager.setActualTransactionActive(false);
			}
		});
	}

	private int read(String what) {
		return PageReads.once(what, this.readings::incrementAndGet);
	}

}
