package dev.postern.connect.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks for addresses and waits only so long. The system's look-up can neither be given a
 * time nor be broken off, so a few threads of its own wait for it, and however slow DNS
 * is there are no more of them.
 */
public final class TimedLookup implements HostLookup, AutoCloseable {

	private static final int THREADS = 8;

	private static final int WAITING = 32;

	private static final Duration IDLE = Duration.ofSeconds(30);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Asking asking;

	private final Duration patience;

	private final ThreadPoolExecutor threads;

	TimedLookup(Asking asking, Duration patience, int threads, int waiting) {
		this.asking = asking;
		this.patience = patience;
		this.threads = new ThreadPoolExecutor(threads, threads, IDLE.toSeconds(), TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(waiting), Thread.ofPlatform().daemon().name("look-up-", 0).factory());
		this.threads.allowCoreThreadTimeOut(true);
	}

	/**
	 * That of the system. The dot at the end keeps it from trying the name below domains
	 * of its own.
	 */
	static TimedLookup ofSystem() {
		return new TimedLookup((hostname) -> List.of(InetAddress.getAllByName(hostname + ".")), PATIENCE, THREADS,
				WAITING);
	}

	@Override
	public List<InetAddress> addresses(String hostname) throws UnknownHostException, LateLookup {
		Future<List<InetAddress>> answer;
		try {
			answer = this.threads.submit(() -> this.asking.ask(hostname));
		}
		catch (RejectedExecutionException ex) {
			throw new LateLookup(hostname);
		}
		try {
			return answer.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			answer.cancel(true);
			throw new LateLookup(hostname);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LateLookup(hostname);
		}
		catch (ExecutionException ex) {
			throw new UnknownHostException(hostname);
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/** Asks for as long as it takes. */
	@FunctionalInterface
	interface Asking {

		List<InetAddress> ask(String hostname) throws UnknownHostException;

	}

}
