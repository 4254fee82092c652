package dev.postern.fake.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.postern.fake.api.Call;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Response;
import dev.postern.waiting.Patience;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with certain calls; says whether it did. */
public final class Fault {

	private final Collection<Fault> installed;

	private final CallMatcher matcher;

	private final int first;

	private final int last;

	private final String name;

	private final Effect effect;

	private final AtomicInteger matches = new AtomicInteger();

	private final AtomicInteger firings = new AtomicInteger();

	private final AtomicBoolean cutting = new AtomicBoolean();

	private final CountDownLatch reached = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	Fault(Collection<Fault> installed, CallMatcher matcher, int first, int last, String name, Effect effect) {
		this.installed = installed;
		this.matcher = matcher;
		this.first = first;
		this.last = last;
		this.name = name;
		this.effect = effect;
	}

	public boolean fired() {
		return this.firings.get() > 0;
	}

	/** How often it struck. */
	public int firings() {
		return this.firings.get();
	}

	/** Waits until it has struck, and fails when it does not in time. */
	public Fault awaitFired() {
		return awaitFired(Patience.LIMIT);
	}

	/** Waits no longer than that. */
	public Fault awaitFired(Duration atMost) {
		try {
			if (!this.reached.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new AssertionError("Fault '%s' was not reached in %s".formatted(this.name, atMost));
			}
			return this;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Lets the calls that hang go on as if nothing had been. */
	public void release() {
		this.released.countDown();
	}

	/**
	 * Cuts the connections of the calls that hang; one that was not committed yet never
	 * is.
	 */
	public void cut() {
		this.cutting.set(true);
		this.released.countDown();
	}

	/** Takes the fault away; calls that hang are cut, and never carried out. */
	public void end() {
		this.installed.remove(this);
		cut();
	}

	/** Takes the fault away; calls that hang go on. */
	public void remove() {
		this.installed.remove(this);
		release();
	}

	/** Counts a call and says whether the fault strikes it. */
	boolean strikes(Call call) {
		if (!this.matcher.matches(call)) {
			return false;
		}
		int match = this.matches.incrementAndGet();
		return match >= this.first && match <= this.last;
	}

	public @Nullable Response before() {
		return this.effect.stage() == Effect.Stage.BEFORE_COMMIT ? strike(null) : null;
	}

	public Response after(Response response) {
		if (this.effect.stage() == Effect.Stage.BEFORE_COMMIT) {
			return response;
		}
		@Nullable Response changed = strike(response);
		return (changed != null) ? changed : response;
	}

	private @Nullable Response strike(@Nullable Response response) {
		this.firings.incrementAndGet();
		this.reached.countDown();
		return this.effect.strike(this, response);
	}

	/** Blocks until {@link #release()} or {@link #cut()}. */
	void hold() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			throw new ConnectionCut();
		}
		if (this.cutting.get()) {
			throw new ConnectionCut();
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** What happens when a fault strikes. */
	record Effect(Stage stage, Strike strike) {

		@Nullable Response strike(Fault fault, @Nullable Response response) {
			return this.strike.apply(fault, response);
		}

		/** Whether it strikes before the fake has acted or after it. */
		enum Stage {

			BEFORE_COMMIT, AFTER_COMMIT

		}

	}

	/** Gives the answer that goes out instead, {@code null} to go on. */
	interface Strike {

		@Nullable Response apply(Fault fault, @Nullable Response response);

	}

	/** The connection ends without an answer. */
	public static final class ConnectionCut extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
