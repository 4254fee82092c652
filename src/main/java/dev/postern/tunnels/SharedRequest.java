package dev.postern.tunnels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import dev.postern.cloudflare.CloudflareException;
import org.jspecify.annotations.Nullable;

/**
 * One question to Cloudflare, asked by one thread at a time: whoever decides something
 * waits for the answer, whoever only looks does not wait long, and the answer is there
 * the next time.
 */
final class SharedRequest<T> {

	/** How long somebody who only looks waits. */
	private static final Duration PATIENCE = Duration.ofMillis(1500);

	/** How long it is not asked again by those who only look after it failed. */
	private static final Duration FAILURE_REMEMBERED = Duration.ofSeconds(5);

	private static final Executor AT_ONCE = (task) -> Thread.ofVirtual().name("ask-cloudflare").start(task);

	private final Supplier<T> source;

	private final Clock clock;

	private volatile @Nullable Failure failure;

	private @Nullable CompletableFuture<T> asked;

	SharedRequest(Supplier<T> source, Clock clock) {
		this.source = source;
		this.clock = clock;
	}

	/**
	 * The answer, however long it takes.
	 * @throws CloudflareException when there is none
	 */
	T await() {
		try {
			return start().get();
		}
		catch (ExecutionException ex) {
			throw failed(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CloudflareException.Unavailable("interrupted while Cloudflare was asked");
		}
	}

	/**
	 * The answer, if it does not take long.
	 * @throws CloudflareException when there is none yet, or was none a moment ago
	 */
	T awaitBriefly() {
		Failure last = this.failure;
		if (last != null && last.at().plus(FAILURE_REMEMBERED).isAfter(this.clock.instant())) {
			throw last.said();
		}
		try {
			return start().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw failed(ex);
		}
		catch (TimeoutException ex) {
			throw new CloudflareException.Unavailable("Cloudflare has not answered yet");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CloudflareException.Unavailable("interrupted while Cloudflare was asked");
		}
	}

	private synchronized CompletableFuture<T> start() {
		CompletableFuture<T> running = this.asked;
		if (running == null || running.isDone()) {
			running = CompletableFuture.supplyAsync(this::recorded, AT_ONCE);
			this.asked = running;
		}
		return running;
	}

	private T recorded() {
		try {
			T answer = this.source.get();
			this.failure = null;
			return answer;
		}
		catch (CloudflareException ex) {
			this.failure = new Failure(this.clock.instant(), ex);
			throw ex;
		}
	}

	private static RuntimeException failed(ExecutionException ex) {
		return (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex);
	}

	private record Failure(Instant at, CloudflareException said) {
	}

}
