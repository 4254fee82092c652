package dev.postern.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.jobs.JobHandler;
import dev.postern.jobs.JobResult;
import dev.postern.jobs.Jobs;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.LastPassStore.LastPass;
import dev.postern.reconcile.apply.LockLost;
import dev.postern.reconcile.apply.WriterLock;
import dev.postern.reconcile.observe.Freshness;
import dev.postern.reconcile.runs.ReconcileProblems;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunMeters;
import dev.postern.reconcile.runs.RunRecorder;
import dev.postern.reconcile.runs.RunStore;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a tunnel as the registry wants it, one writer at a time, and comes back until it
 * is.
 */
@Component
public class TunnelReconciler implements JobHandler {

	private static final Logger log = LoggerFactory.getLogger(TunnelReconciler.class);

	private static final String KIND = "reconcile";

	/** How soon to look again whether the other writer has finished. */
	private static final Duration SOON = Duration.ofMillis(500);

	private static final String LOOK = " look";

	private final Servers registry;

	private final LastPassStore lastPasses;

	private final TunnelPassServices services;

	private final WriterLock lock;

	private final RunStore runs;

	private final Jobs jobs;

	private final ReconcileProperties properties;

	private final Clock clock;

	private final RunMeters meters;

	private final ConnectorWatch connectors;

	TunnelReconciler(Servers registry, LastPassStore lastPasses, TunnelPassServices services, WriterLock lock,
			RunStore runs, Jobs jobs, ReconcileProperties properties, Clock clock, RunMeters meters,
			ConnectorWatch connectors) {
		this.registry = registry;
		this.lastPasses = lastPasses;
		this.services = services;
		this.lock = lock;
		this.runs = runs;
		this.jobs = jobs;
		this.properties = properties;
		this.clock = clock;
		this.meters = meters;
		this.connectors = connectors;
	}

	/**
	 * Has an edit followed as soon as the running transaction commits. Asks Cloudflare
	 * nothing when another job has followed it already.
	 */
	@Transactional
	public void follow(TunnelId tunnel) {
		this.jobs.enqueue(KIND, tunnel.toString(), this.clock.instant());
	}

	/**
	 * Has a tunnel looked at as soon as the running transaction commits, whatever is
	 * known of it.
	 */
	@Transactional
	public void request(TunnelId tunnel) {
		this.jobs.enqueue(KIND, tunnel + LOOK, this.clock.instant());
	}

	/**
	 * Enqueues a look at each unless one is waiting, so that an outage piles up no jobs.
	 * All are due at once: what one of them has asked serves the others.
	 */
	void watch(Collection<TunnelId> tunnels) {
		Instant now = this.clock.instant();
		tunnels.forEach((tunnel) -> this.jobs.enqueueOnce(KIND, tunnel + LOOK, now));
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public JobResult run(String subject, Instant due) {
		boolean look = subject.endsWith(LOOK);
		Freshness freshness = look ? new Freshness.Since(due) : Freshness.RECENT;
		TunnelId tunnel = TunnelId.of(look ? subject.substring(0, subject.length() - LOOK.length()) : subject);
		MDC.put("tunnel", tunnel.toString());
		try {
			return this.lock.tryForTunnel(tunnel, (held) -> pass(tunnel, freshness, held))
				.map((result) -> handedOn(tunnel, result))
				.orElseGet(() -> new JobResult.Reschedule(in(SOON)));
		}
		catch (LockLost ex) {
			log.warn("Stopped writing, since another writer may have the tunnel tunnel={}", tunnel);
			return new JobResult.Reschedule(in(SOON));
		}
		finally {
			MDC.remove("tunnel");
		}
	}

	/** Replaces all jobs that failed by one look at a later time. */
	private JobResult handedOn(TunnelId tunnel, JobResult result) {
		boolean handedOn = result instanceof JobResult.Reschedule(Instant at)
				&& this.jobs.enqueueOnce(KIND, tunnel + LOOK, at);
		return handedOn ? new JobResult.Done() : result;
	}

	private JobResult pass(TunnelId tunnel, Freshness freshness, WriterLock.HeldLock held) {
		List<Server> servers = this.registry.onTunnel(tunnel);
		String seen = LastPassStore.seen(servers);
		Optional<LastPass> same = this.lastPasses.last(tunnel)
			.filter((last) -> freshness.equals(Freshness.RECENT) && last.seen().equals(seen));
		if (same.isPresent()) {
			Optional<Instant> due = same.get().due();
			if (due.isEmpty()) {
				return new JobResult.Done();
			}
			if (due.get().isAfter(this.clock.instant())) {
				return new JobResult.Reschedule(due.get());
			}
		}
		JobResult result = attempt(tunnel, servers, freshness, held);
		this.lastPasses.remember(tunnel,
				new LastPass(seen, (result instanceof JobResult.Reschedule(var at)) ? at : null));
		return result;
	}

	private JobResult attempt(TunnelId tunnel, List<Server> servers, Freshness freshness, WriterLock.HeldLock held) {
		RunRecorder run = new RunRecorder(this.runs, tunnel);
		PhaseReporter reporter = new PhaseReporter(this.registry, servers);
		Timer.Sample sample = this.meters.start();
		try {
			TunnelPass.Result result = new TunnelPass(this.services, tunnel, servers, freshness, reporter, run, held)
				.run();
			return switch (result) {
				case TunnelPass.Result.Finished(var nextTunnels, var retryAt) -> {
					nextTunnels.forEach(this::request);
					this.connectors.watch(tunnel);
					yield done(retryAt);
				}
				case TunnelPass.Result.Waiting(var retryAt) -> done(retryAt);
				case TunnelPass.Result.Postponed(var problem, var notBefore) ->
					again(tunnel, reporter, run, problem, notBefore);
			};
		}
		catch (CloudflareException.Missing ex) {
			return again(tunnel, reporter, run, ReconcileProblems.tunnelNotManaged(tunnel, ex), Duration.ZERO);
		}
		catch (CloudflareException.Throttled ex) {
			return again(tunnel, reporter, run, ReconcileProblems.of(ex), ex.retryAfter());
		}
		catch (CloudflareException.Unavailable ex) {
			return again(tunnel, reporter, run, ReconcileProblems.of(ex), ex.requestedPause().orElse(Duration.ZERO));
		}
		catch (CloudflareException ex) {
			return again(tunnel, reporter, run, ReconcileProblems.of(ex), Duration.ZERO);
		}
		finally {
			this.meters.endedOverTunnel(sample, run.result());
		}
	}

	private static JobResult done(@Nullable Instant retryAt) {
		return (retryAt != null) ? new JobResult.Reschedule(retryAt) : new JobResult.Done();
	}

	private JobResult again(TunnelId tunnel, PhaseReporter reporter, RunRecorder run, Problem problem,
			Duration notBefore) {
		Instant retryAt = in(longer(notBefore, this.properties.backoff().pause(this.runs.postponedInARow(tunnel))));
		Problem told = problem.retryingAt(retryAt);
		run.ended(Run.Status.POSTPONED, told);
		reporter.failed(told);
		log.warn("Reconciliation goes on later tunnel={} problem={} at={} said={}", tunnel, problem.code(), retryAt,
				problem.said());
		return new JobResult.Reschedule(retryAt);
	}

	private Instant in(Duration pause) {
		return this.clock.instant().plus(pause);
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
