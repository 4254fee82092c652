package dev.postern.reconcile;

import java.util.Set;
import java.util.TreeSet;

import dev.postern.kernel.Hostname;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.Plan;
import dev.postern.reconcile.plan.RuleEdit;

/** What of a plan is a removal, which not every mode permits and a person may have to. */
final class Guard {

	private Guard() {
	}

	/**
	 * The hostnames of which a plan takes something away (I7). To shut a way in that
	 * nobody guards takes nothing away that anybody may want to keep (I1).
	 */
	static Set<Hostname> removals(Plan plan) {
		TreeSet<Hostname> removals = new TreeSet<>();
		for (Change change : plan.changes()) {
			switch (change) {
				case Change.CreateApp _, Change.UpdateApp _, Change.CreateDns _, Change.UpdateDns _ -> {
				}
				case Change.DeleteApp delete -> removals.add(delete.hostname());
				case Change.DeleteDns delete -> addGuarded(removals, delete.hostname(), plan);
				case Change.ReplaceIngress replace -> replace.edits()
					.stream()
					.filter((edit) -> edit.after() == null)
					.map(RuleEdit::hostname)
					.forEach((hostname) -> addGuarded(removals, hostname, plan));
			}
		}
		return removals;
	}

	private static void addGuarded(Set<Hostname> removals, Hostname hostname, Plan plan) {
		if (!plan.unguarded().contains(hostname)) {
			removals.add(hostname);
		}
	}

}
