package dev.postern.reconcile.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.reconcile.runs.Run.ChangeProgress;
import dev.postern.reconcile.runs.Run.ChangeStatus;
import org.jspecify.annotations.Nullable;

/**
 * A run as one server is concerned; what became of others says nothing about it.
 *
 * @param changes those of the server, with no hostname and rule but its own
 * @param stop why the server is not as is wanted; {@code null} when it is, or when the
 * run is from before that was noted
 */
public record ServerRun(Run run, List<ChangeProgress> changes, @Nullable RunStop stop) {

	public ServerRun {
		changes = List.copyOf(changes);
	}

	/** How it went for the server. */
	public Outcome outcome() {
		if (this.stop != null) {
			return (this.stop.phase() == Phase.HELD) ? Outcome.HELD : Outcome.POSTPONED;
		}
		Run.Status status = this.run.status();
		if (status != Run.Status.RUNNING && isDone()) {
			return this.changes.isEmpty() ? withoutChanges(status) : Outcome.DONE;
		}
		return switch (status) {
			case RUNNING -> Outcome.RUNNING;
			case HELD -> Outcome.HELD;
			case POSTPONED, DONE -> Outcome.POSTPONED;
			case AWAITING_APPROVAL -> Outcome.AWAITING_APPROVAL;
			case ABANDONED -> Outcome.ABANDONED;
		};
	}

	private static Outcome withoutChanges(Run.Status status) {
		return switch (status) {
			case POSTPONED -> Outcome.POSTPONED;
			case RUNNING, HELD, DONE, AWAITING_APPROVAL, ABANDONED -> Outcome.NOTHING;
		};
	}

	/** A change that was refused and made later in the same run is done. */
	private boolean isDone() {
		Map<String, ChangeStatus> last = new LinkedHashMap<>();
		this.changes.forEach((change) -> last.put(change.kind(), change.status()));
		return last.values().stream().allMatch(ChangeStatus.DONE::equals);
	}

	/** Why it is not done; {@code null} when it is, or when only the answers tell. */
	public @Nullable Problem problem() {
		return switch (outcome()) {
			case DONE, NOTHING, RUNNING -> null;
			case HELD, POSTPONED, AWAITING_APPROVAL, ABANDONED ->
				(this.stop != null) ? this.stop.problem() : this.run.problem();
		};
	}

	/** How a run went for one server. */
	public enum Outcome {

		RUNNING, DONE, NOTHING, HELD, POSTPONED, AWAITING_APPROVAL, ABANDONED

	}

}
