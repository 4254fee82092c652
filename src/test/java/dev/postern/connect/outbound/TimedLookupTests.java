package dev.postern.connect.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimedLookupTests {

	private static final InetAddress ADDRESS = InetAddress.ofLiteral("203.0.113.7");

	private static final Duration SHORT = Duration.ofMillis(100);

	@Test
	void tellsWhatIsAnsweredInTime() throws Exception {
		try (TimedLookup lookup = new TimedLookup((host) -> List.of(ADDRESS), Duration.ofSeconds(5), 1, 1)) {
			assertThat(lookup.addresses("db1.example.com")).containsExactly(ADDRESS);
		}
	}

	@Test
	void tellsThatThereIsNoSuchName() {
		try (TimedLookup lookup = new TimedLookup((host) -> {
			throw new UnknownHostException(host);
		}, Duration.ofSeconds(5), 1, 1)) {
			assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> lookup.addresses("no.example.com"));
		}
	}

	@Test
	void waitsNoLongerThanItHasPatience() {
		CountDownLatch never = new CountDownLatch(1);
		try (TimedLookup lookup = new TimedLookup((host) -> stuck(never), SHORT, 1, 1)) {
			assertThatExceptionOfType(LateLookup.class).isThrownBy(() -> lookup.addresses("slow.example.com"));
		}
	}

	@Test
	void asksNoMoreThanSoManyAtATime() throws InterruptedException {
		CountDownLatch end = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		try (TimedLookup lookup = new TimedLookup((host) -> {
			asked.incrementAndGet();
			begun.countDown();
			return stuckAnyway(end);
		}, SHORT, 1, 1)) {
			assertThatExceptionOfType(LateLookup.class).isThrownBy(() -> lookup.addresses("1.example.com"));
			begun.await();
			assertThatExceptionOfType(LateLookup.class).isThrownBy(() -> lookup.addresses("2.example.com"));
			assertThatExceptionOfType(LateLookup.class).isThrownBy(() -> lookup.addresses("3.example.com"));

			assertThat(asked).hasValue(1);
		}
		finally {
			end.countDown();
		}
	}

	private static List<InetAddress> stuck(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return List.of();
	}

	/** As the system's look-up, which nobody can break off. */
	private static List<InetAddress> stuckAnyway(CountDownLatch end) {
		boolean over = false;
		while (!over) {
			try {
				end.await();
				over = true;
			}
			catch (InterruptedException ex) {
				over = end.getCount() == 0;
			}
		}
		return List.of();
	}

}
