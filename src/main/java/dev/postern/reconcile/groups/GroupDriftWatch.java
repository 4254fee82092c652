package dev.postern.reconcile.groups;

import java.time.Duration;

import dev.postern.directory.groups.RuleGroups;
import dev.postern.jobs.RecurringJob;
import dev.postern.reconcile.ReconcileProperties;

import org.springframework.stereotype.Component;

/** Has the groups looked at from time to time, whether anybody edits or not. */
@Component
class GroupDriftWatch implements RecurringJob {

	private final RuleGroups groups;

	private final GroupReconciler reconciler;

	private final GroupHistory history;

	private final ReconcileProperties properties;

	GroupDriftWatch(RuleGroups groups, GroupReconciler reconciler, GroupHistory history,
			ReconcileProperties properties) {
		this.groups = groups;
		this.reconciler = reconciler;
		this.history = history;
		this.properties = properties;
	}

	@Override
	public String name() {
		return "group-watch";
	}

	@Override
	public Duration every() {
		return this.properties.driftEvery();
	}

	/** An account without groups of ours costs no request. */
	@Override
	public void run() {
		if (!this.groups.all().isEmpty()) {
			this.reconciler.watch();
		}
		this.history.prune(this.properties.keepRuns());
	}

}
