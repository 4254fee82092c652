package dev.postern.connect.evidence;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import dev.postern.reconcile.ServerTrace;
import dev.postern.reconcile.ServerTrace.Act;
import dev.postern.reconcile.ServerTrace.Held;
import dev.postern.reconcile.ServerTrace.Made;
import dev.postern.reconcile.ServerTrace.Thing;
import org.jspecify.annotations.Nullable;

/**
 * How a thing came to stand.
 *
 * @param held {@code null} when nothing stands any more, or yet
 * @param first the first change that had it stand, of runs that are kept
 * @param gone whether it was taken away again
 */
record Beginning(@Nullable Held held, @Nullable Made first, boolean gone) {

	/** How a thing came to stand for the first time, as far as that is stored. */
	static Beginning of(ServerTrace trace, Thing thing) {
		List<Made> made = trace.made().stream().filter((one) -> one.thing() == thing).toList();
		Held held = trace.held()
			.stream()
			.filter((one) -> one.thing() == thing)
			.min(Comparator.comparing(Held::ownedAt))
			.orElse(null);
		Made first = made.stream()
			.filter((one) -> one.act() != Act.REMOVED)
			.min(Comparator.comparing(Made::startedAt))
			.orElse(null);
		boolean gone = held == null && !made.isEmpty() && made.getLast().act() == Act.REMOVED
				&& made.getLast().answered();
		return new Beginning(held, first, gone);
	}

	/** Since when it stands, or stood; {@code null} when that is not known. */
	@Nullable Instant at() {
		return earlier((this.held != null) ? this.held.ownedAt() : null,
				(this.first != null) ? this.first.endedAt() : null);
	}

	/** Before which it did not stand, by what is stored. */
	@Nullable Instant begun() {
		return earlier((this.held != null) ? this.held.ownedAt() : null,
				(this.first != null) ? this.first.startedAt() : null);
	}

	/** Whether it stood already when Postern took it up. */
	boolean isFound(boolean allRunsKept) {
		return this.held != null && allRunsKept && (this.first == null || this.first.act() == Act.CHANGED);
	}

	private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.isBefore(other) ? one : other;
	}

}
