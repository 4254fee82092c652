package dev.postern.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.jobs.JobHandler;
import dev.postern.jobs.Jobs;
import dev.postern.jobs.Next;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.PassMemory.LastPass;
import dev.postern.servers.Problem;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import io.micrometer.core.instrument.Timer;
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
class Reconciler implements JobHandler {

	private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

	private static final String KIND = "reconcile";

	/** How soon to look again whether the other writer has finished. */
	private static final Duration SOON = Duration.ofMillis(500);

	private static final String LOOK = " look";

	private final Servers registry;

	private final PassMemory memory;

	private final Passes passes;

	private final TunnelLock lock;

	private final Runs runs;

	private final Jobs jobs;

	private final ReconcileProperties properties;

	private final Clock clock;

	private final RunMeters meters;

	Reconciler(Servers registry, PassMemory memory, Passes passes, TunnelLock lock, Runs runs, Jobs jobs,
			ReconcileProperties properties, Clock clock, RunMeters meters) {
		this.registry = registry;
		this.memory = memory;
		this.passes = passes;
		this.lock = lock;
		this.runs = runs;
		this.jobs = jobs;
		this.properties = properties;
		this.clock = clock;
		this.meters = meters;
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

	/** The same by one job at a time, however long Cloudflare is away. */
	void watch(TunnelId tunnel) {
		this.jobs.enqueueOnce(KIND, tunnel + LOOK, this.clock.instant());
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public Next run(String subject) {
		boolean look = subject.endsWith(LOOK);
		TunnelId tunnel = TunnelId.of(look ? subject.substring(0, subject.length() - LOOK.length()) : subject);
		MDC.put("tunnel", tunnel.toString());
		try {
			return this.lock.alone(tunnel, (held) -> pass(tunnel, look, held))
				.map((next) -> handedOn(tunnel, next))
				.orElseGet(() -> new Next.Again(in(SOON)));
		}
		catch (LockLost ex) {
			log.warn("Stopped writing, since another writer may have the tunnel tunnel={}", tunnel);
			return new Next.Again(in(SOON));
		}
		finally {
			MDC.remove("tunnel");
		}
	}

	/** One look later does what all the jobs that failed would try again. */
	private Next handedOn(TunnelId tunnel, Next next) {
		boolean handedOn = next instanceof Next.Again(Instant at) && this.jobs.enqueueOnce(KIND, tunnel + LOOK, at);
		return handedOn ? new Next.Done() : next;
	}

	private Next pass(TunnelId tunnel, boolean look, TunnelLock.Held held) {
		List<Server> servers = this.registry.onTunnel(tunnel);
		String seen = PassMemory.seen(servers);
		Optional<LastPass> same = this.memory.last(tunnel).filter((last) -> !look && last.seen().equals(seen));
		if (same.isPresent()) {
			Optional<Instant> due = same.get().due();
			if (due.isEmpty()) {
				return new Next.Done();
			}
			if (due.get().isAfter(this.clock.instant())) {
				return new Next.Again(due.get());
			}
		}
		Next next = attempt(tunnel, servers, held);
		this.memory.remember(tunnel, new LastPass(seen, (next instanceof Next.Again(var at)) ? at : null));
		return next;
	}

	private Next attempt(TunnelId tunnel, List<Server> servers, TunnelLock.Held held) {
		RunLog run = new RunLog(this.runs, tunnel);
		Reports reports = new Reports(this.registry, servers);
		Timer.Sample sample = this.meters.start();
		try {
			Pass.Result result = this.passes.over(tunnel, servers, reports, run, held).go();
			return switch (result) {
				case Pass.Result.Finished(var nextTunnels) -> {
					nextTunnels.forEach(this::request);
					yield new Next.Done();
				}
				case Pass.Result.Waiting() -> new Next.Done();
				case Pass.Result.Postponed(var problem, var notBefore) ->
					again(tunnel, reports, run, problem, notBefore);
			};
		}
		catch (CloudflareException.Missing ex) {
			return again(tunnel, reports, run, Problems.tunnelNotManaged(ex), Duration.ZERO);
		}
		catch (CloudflareException.Throttled ex) {
			return again(tunnel, reports, run, Problems.of(ex), ex.retryAfter());
		}
		catch (CloudflareException ex) {
			return again(tunnel, reports, run, Problems.of(ex), Duration.ZERO);
		}
		finally {
			this.meters.endedOverTunnel(sample, run.result());
		}
	}

	private Next again(TunnelId tunnel, Reports reports, RunLog run, Problem problem, Duration notBefore) {
		Instant retryAt = in(longer(notBefore, pause(tunnel)));
		Problem told = Problems.retryingAt(problem, retryAt);
		run.ended(Run.Status.POSTPONED, told);
		reports.failed(told);
		log.warn("Reconciliation goes on later tunnel={} problem={} at={} said={}", tunnel, problem.code(), retryAt,
				problem.said());
		return new Next.Again(retryAt);
	}

	private Duration pause(TunnelId tunnel) {
		int failures = Math.min(this.runs.postponedInARow(tunnel), 20);
		Duration doubled = this.properties.retryFirst().multipliedBy(1L << failures);
		return (doubled.compareTo(this.properties.retryLongest()) < 0) ? doubled : this.properties.retryLongest();
	}

	private Instant in(Duration pause) {
		return this.clock.instant().plus(pause);
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
