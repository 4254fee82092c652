package dev.postern.reconcile.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;

import org.springframework.stereotype.Component;

/**
 * Looks at the connectors of a tunnel without letting a page wait for Cloudflare: what is
 * not answered at once is there the next time.
 */
@Component
class ConnectorGlance {

	private static final Duration FRESH = Duration.ofSeconds(5);

	private static final long PATIENCE_MILLIS = 1500;

	private static final Executor AT_ONCE = (task) -> Thread.ofVirtual().name("connector-glance").start(task);

	private final Tunnels tunnels;

	private final Clock clock;

	private final Map<TunnelId, Question> questions = new ConcurrentHashMap<>();

	ConnectorGlance(Tunnels tunnels, Clock clock) {
		this.tunnels = tunnels;
		this.clock = clock;
	}

	/** How a tunnel is; empty when Cloudflare has not told. */
	Optional<TunnelHealth> at(TunnelId tunnel) {
		Question question = this.questions.compute(tunnel,
				(id, last) -> (last == null || last.isStale(this.clock.instant())) ? ask(id) : last);
		try {
			return question.answer().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return Optional.empty();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
	}

	private Question ask(TunnelId tunnel) {
		return new Question(this.clock.instant(), CompletableFuture.supplyAsync(() -> health(tunnel), AT_ONCE));
	}

	private Optional<TunnelHealth> health(TunnelId tunnel) {
		try {
			return Optional.ofNullable(this.tunnels.health(tunnel).last());
		}
		catch (TunnelNotFound ex) {
			return Optional.empty();
		}
	}

	private record Question(Instant askedAt, CompletableFuture<Optional<TunnelHealth>> answer) {

		boolean isStale(Instant now) {
			return this.answer.isDone() && this.askedAt.plus(FRESH).isBefore(now);
		}

	}

}
