package dev.postern.reconcile.web;

import java.util.Optional;

import dev.postern.reconcile.web.ChecklistItem.Name;
import dev.postern.reconcile.web.ChecklistItem.State;

/**
 * Which step of the runbook the problem of a server speaks of.
 *
 * @param state stopped where the step is certainly not done, unknown where Cloudflare
 * does not tell
 */
record StepObstacle(Name step, State state) {

	static Optional<StepObstacle> of(String problem) {
		return Optional.ofNullable(switch (problem) {
			case "application-taken", "application-opens", "application-overlaps" ->
				new StepObstacle(Name.PROTECTED, State.TROUBLE);
			case "application-unreadable" -> new StepObstacle(Name.PROTECTED, State.UNKNOWN);
			case "rule-taken", "tunnel-deleted" -> new StepObstacle(Name.ROUTED, State.TROUBLE);
			case "configuration-unreadable", "tunnel-not-managed" -> new StepObstacle(Name.ROUTED, State.UNKNOWN);
			case "record-taken", "zone-gone", "zone-paused", "zone-pending", "zone-moved", "zone-secondary",
					"zone-delegated", "zone-read-only" ->
				new StepObstacle(Name.RESOLVABLE, State.TROUBLE);
			case "record-unreadable", "zone-unreadable" -> new StepObstacle(Name.RESOLVABLE, State.UNKNOWN);
			default -> null;
		});
	}

}
