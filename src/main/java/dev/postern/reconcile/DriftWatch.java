package dev.postern.reconcile;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import dev.postern.jobs.RecurringJob;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.runs.RunStore;
import dev.postern.servers.Servers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Has every tunnel looked at from time to time, whether anybody edits or not. */
@Component
class DriftWatch implements RecurringJob {

	private static final Logger log = LoggerFactory.getLogger(DriftWatch.class);

	private final Ledger ledger;

	private final Servers servers;

	private final TunnelReconciler reconciler;

	private final RunStore runs;

	private final ReconcileProperties properties;

	DriftWatch(Ledger ledger, Servers servers, TunnelReconciler reconciler, RunStore runs,
			ReconcileProperties properties) {
		this.ledger = ledger;
		this.servers = servers;
		this.reconciler = reconciler;
		this.runs = runs;
		this.properties = properties;
	}

	@Override
	public String name() {
		return "drift-watch";
	}

	@Override
	public Duration every() {
		return this.properties.driftEvery();
	}

	/** Those that hold something of ours, and those that shall. */
	private Set<TunnelId> tunnels() {
		Set<TunnelId> tunnels = new HashSet<>(this.ledger.tunnels());
		this.servers.all().forEach((server) -> tunnels.add(server.spec().tunnel()));
		this.servers.retired().forEach((server) -> tunnels.add(server.spec().tunnel()));
		return tunnels;
	}

	@Override
	public void run() {
		this.reconciler.watch(tunnels());
		int pruned = this.runs.prune(this.properties.keepRuns());
		if (pruned > 0) {
			log.info("Dropped old runs count={}", pruned);
		}
	}

}
