package dev.postern.reconcile;

import java.time.Duration;

import dev.postern.jobs.RecurringJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Has every tunnel looked at from time to time, whether anybody edits or not. */
@Component
class DriftWatch implements RecurringJob {

	private static final Logger log = LoggerFactory.getLogger(DriftWatch.class);

	private final Ledger ledger;

	private final Reconciler reconciler;

	private final Runs runs;

	private final ReconcileProperties properties;

	DriftWatch(Ledger ledger, Reconciler reconciler, Runs runs, ReconcileProperties properties) {
		this.ledger = ledger;
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

	@Override
	public void run() {
		this.ledger.tunnels().forEach(this.reconciler::request);
		int pruned = this.runs.prune(this.properties.keepRuns());
		if (pruned > 0) {
			log.info("Dropped old runs count={}", pruned);
		}
	}

}
