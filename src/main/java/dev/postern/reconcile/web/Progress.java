package dev.postern.reconcile.web;

import java.time.Instant;
import java.util.List;

import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.ui.ProblemView;
import dev.postern.tunnels.Connection;
import org.jspecify.annotations.Nullable;

/**
 * How far a server is, ready to be shown.
 *
 * @param connection whether people get through to it
 * @param made how many changes of the run that goes on are made, and {@code of} how many;
 * both 0 when none goes on
 * @param awaitsAccess whether an edit of who gets in is held up, so that the one before
 * still counts
 * @param retryAt when Postern tries again by itself
 * @param trigger what makes the page ask again, in htmx's words; {@code null} when
 * nothing goes on
 * @param digest names all of the above: as long as it stays there is nothing new to show
 */
record Progress(ServerId id, String name, Phase phase, Connection connection, long made, long of,
		List<ChecklistItem> items, @Nullable ProblemView problem, boolean awaitsAccess, @Nullable Remedy remedy,
		@Nullable Instant retryAt, @Nullable String trigger, String digest) {

	Progress {
		items = List.copyOf(items);
	}

	/**
	 * What a person can do about a problem.
	 *
	 * @param label names its text, {@code reconcile.remedy.<label>}
	 */
	record Remedy(String label, String address) {
	}

}
