package dev.postern.reconcile;

import java.util.List;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.grants.GrantClock;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.apply.LockLost;
import dev.postern.reconcile.apply.WriterLock;
import dev.postern.reconcile.plan.DesiredState;
import dev.postern.reconcile.plan.ObservedState;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.Planner;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunRecorder;
import dev.postern.reconcile.runs.RunStore;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes out, as the first thing that an instance asks of Cloudflare, everybody whose time
 * was over while none ran. Whatever cannot be done now is done by the passes that follow.
 */
@Component
class OverdueGrants implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(OverdueGrants.class);

	/** Before jobs are run and pages are served. */
	private static final int FIRST = Integer.MAX_VALUE - 10_000;

	private final GrantClock clock;

	private final TunnelPassServices services;

	private final Servers servers;

	private final WriterLock lock;

	private final RunStore runs;

	private volatile boolean running;

	OverdueGrants(GrantClock clock, TunnelPassServices services, Servers servers, WriterLock lock, RunStore runs) {
		this.clock = clock;
		this.services = services;
		this.servers = servers;
		this.lock = lock;
		this.runs = runs;
	}

	@Override
	public int getPhase() {
		return FIRST;
	}

	@Override
	public void start() {
		this.running = true;
		this.clock.advance();
		for (TunnelId tunnel : tunnels()) {
			try {
				this.lock.tryForTunnel(tunnel, (held) -> {
					takeOut(tunnel, held);
					return tunnel;
				});
			}
			catch (CloudflareException | LockLost ex) {
				log.warn("Cannot take out yet whose time is over tunnel={} said={}", tunnel, ex.getMessage());
				return;
			}
		}
	}

	private void takeOut(TunnelId tunnel, WriterLock.HeldLock held) {
		List<Server> on = this.servers.onTunnel(tunnel);
		DesiredState desired = this.services.desiredStates().ofAccess(tunnel, on, this.services.groups().now());
		ObservedState observed = this.services.observer().observeApplications(tunnel, desired.servers().values());
		this.services.grants().seen(observed.policies());
		Plan over = Planner.expire(desired, observed);
		if (!over.settled()) {
			log.warn("Taking out whose time was over while Postern did not run tunnel={} applications={}", tunnel,
					over.changes().size());
			RunRecorder run = new RunRecorder(this.runs, tunnel);
			run.planned(over);
			this.services.applier().applyEach(tunnel, over.changes(), run, held);
			run.ended(Run.Status.DONE, null);
		}
	}

	private List<TunnelId> tunnels() {
		return this.services.grants()
			.overdue()
			.stream()
			.map(this.servers::find)
			.flatMap(Optional::stream)
			.map((server) -> server.spec().tunnel())
			.distinct()
			.toList();
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
