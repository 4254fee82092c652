package dev.postern.reconcile.plan;

import java.util.List;
import java.util.Optional;

import dev.postern.kernel.TunnelId;

/**
 * Everything that has to change for one tunnel, in order.
 *
 * @param changes by phase, then by hostname
 * @param conflicts the servers that are held, and why
 */
public record Plan(TunnelId tunnel, List<Change> changes, List<Conflict> conflicts) {

	public Plan {
		changes = List.copyOf(changes);
		conflicts = List.copyOf(conflicts);
	}

	/** Whether everything that is not held stands as it should. */
	public boolean settled() {
		return this.changes.isEmpty();
	}

	/**
	 * The changes that may be applied now; the rest waits until these were seen to stand.
	 */
	public List<Change> nextStage() {
		Optional<Change.Stage> next = this.changes.stream()
			.map((change) -> change.phase().stage())
			.min(Enum::compareTo);
		return this.changes.stream().filter((change) -> Optional.of(change.phase().stage()).equals(next)).toList();
	}

}
