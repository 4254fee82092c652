package dev.postern.reconcile;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.postern.kernel.Hostname;
import dev.postern.reconcile.ReconcileProperties.Mode;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.RuleEdit;

/** What of a plan may be done without asking: a pure filter over the planner's answer. */
final class Guard {

	private Guard() {
	}

	/**
	 * The plan without what the mode does not permit; the whole plan stays to be shown.
	 */
	static Plan permitted(Plan plan, Mode mode) {
		List<Change> permitted = switch (mode) {
			case FULL -> plan.changes();
			case UPSERT -> plan.changes().stream().filter((change) -> removals(change).isEmpty()).toList();
			case OBSERVE -> List.of();
		};
		return new Plan(plan.tunnel(), permitted, plan.conflicts());
	}

	/** The hostnames of which a plan takes something away (I7). */
	static Set<Hostname> removals(Plan plan) {
		TreeSet<Hostname> removals = new TreeSet<>();
		plan.changes().forEach((change) -> removals.addAll(removals(change)));
		return removals;
	}

	private static Set<Hostname> removals(Change change) {
		return switch (change) {
			case Change.CreateApp create -> Set.of();
			case Change.UpdateApp update -> Set.of();
			case Change.CreateDns create -> Set.of();
			case Change.UpdateDns update -> Set.of();
			case Change.DeleteApp delete -> Set.of(delete.hostname());
			case Change.DeleteDns delete -> Set.of(delete.hostname());
			case Change.ReplaceIngress replace -> removedRules(replace);
		};
	}

	private static Set<Hostname> removedRules(Change.ReplaceIngress replace) {
		TreeSet<Hostname> removed = new TreeSet<>();
		for (RuleEdit edit : replace.edits()) {
			if (edit.after() == null) {
				removed.add(edit.hostname());
			}
		}
		return removed;
	}

}
