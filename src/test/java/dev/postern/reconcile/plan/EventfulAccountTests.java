package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.postern.reconcile.plan.EventfulAccount.Happening;
import dev.postern.reconcile.plan.SimulatedPass.Ended;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds in every world in which odd things happen, during a pass and between passes:
 * each request is followed by a look at what really stands. A world is its number and
 * what happens in it; of one that fails only what is needed for it is told.
 */
class EventfulAccountTests {

	private static final int WORLDS = 500;

	/** The most passes that are needed when nothing happens any more. */
	private static final int PASSES = 12;

	@Test
	void whateverHappensThePromisesAreKeptAfterEachRequest_I1_I2_I3_I4_I7() {
		Set<Oddity> happened = EnumSet.noneOf(Oddity.class);
		int requests = 0;
		for (long seed = 0; seed < WORLDS; seed++) {
			List<Happening> happenings = EventfulAccount.happenings(seed);
			happenings.forEach((happening) -> happened.add(happening.what()));
			try {
				requests += live(seed, happenings);
			}
			catch (AssertionError | RuntimeException ex) {
				throw smallest(seed, happenings, ex);
			}
		}
		assertThat(happened).containsExactlyInAnyOrder(Oddity.values());
		assertThat(requests).isGreaterThan(10 * WORLDS);
	}

	/** Lives through a world and says how many requests were made. */
	private static int live(long seed, List<Happening> happenings) {
		EventfulAccount account = new EventfulAccount(seed, happenings);
		int requests = 0;
		while (account.left() > 0) {
			int made = new SimulatedPass(account, false).run().requests();
			requests += made;
			if (made == 0) {
				account.skip();
			}
		}
		account.calm();
		for (int pass = 0; pass < PASSES; pass++) {
			Ended ended = new SimulatedPass(account, true).run();
			requests += ended.requests();
			if (ended.requests() == 0) {
				assertThat(ended.plan().changes()).as("left over when nothing is in the way").isEmpty();
				return requests;
			}
		}
		throw new AssertionError("still at it after %d passes".formatted(PASSES));
	}

	private static AssertionError smallest(long seed, List<Happening> happenings, Throwable thrown) {
		List<Happening> needed = new ArrayList<>(happenings);
		Throwable failure = thrown;
		for (Happening happening : happenings) {
			needed.remove(happening);
			Throwable again = failureOf(seed, needed);
			if (again == null) {
				needed.add(happening);
			}
			else {
				failure = again;
			}
		}
		return new AssertionError("world %d with %s: %s".formatted(seed, needed, failure.getMessage()), failure);
	}

	private static @Nullable Throwable failureOf(long seed, List<Happening> happenings) {
		try {
			live(seed, happenings);
			return null;
		}
		catch (AssertionError | RuntimeException ex) {
			return ex;
		}
	}

}
