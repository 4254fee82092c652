package dev.postern.reconcile.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.web.PlanView.ChangeType;
import dev.postern.reconcile.web.PlanView.ResourceType;
import dev.postern.ui.ProblemView;
import org.jspecify.annotations.Nullable;

/**
 * A run as people read it, or the part of it that one server has.
 *
 * @param tunnel its name, or its id where that was never known
 * @param took how long it took, in words; {@code null} while it goes on
 * @param outcome names the word and the icon for how it went
 * @param count of servers for a run, of changes for a part of one
 * @param problem why it is not done
 * @param changes of a part; none for a whole run, which has a page for them
 */
record RunView(UUID id, TunnelId tunnelId, String tunnel, Instant startedAt, @Nullable String took, String outcome,
		int count, int servers, int held, @Nullable ProblemView problem, @Nullable Instant retryAt,
		List<Line> changes) {

	RunView {
		changes = List.copyOf(changes);
	}

	/** What stands for how it went. */
	public String icon() {
		return switch (this.outcome) {
			case "done", "nothing" -> "check";
			case "running" -> "phase-applying";
			case "held", "awaiting_approval" -> "phase-held";
			case "abandoned" -> "minus";
			default -> "clock";
		};
	}

	/**
	 * One change of a run.
	 *
	 * @param answer what Cloudflare answered
	 * @param stored whether there is more to see of it
	 */
	record Line(int seq, ChangeType sign, ResourceType thing, List<Hostname> hostnames, Run.ChangeStatus status,
			@Nullable String took, @Nullable String answer, boolean stored) {

		private static final int NAMED = 3;

		Line {
			hostnames = List.copyOf(hostnames);
		}

		/** The first of them; a rule change can be for hundreds. */
		public List<Hostname> named() {
			return this.hostnames.stream().limit(NAMED).toList();
		}

		/** How many there are besides. */
		public int more() {
			return Math.max(0, this.hostnames.size() - NAMED);
		}

	}

	/** A server that a run could not bring to what is wanted, and why. */
	record Stop(String serverId, Hostname hostname, boolean held, ProblemView problem) {
	}

	/**
	 * What stood before a change and what was to stand after it, as JSON.
	 *
	 * @param before {@code null} for a new thing
	 * @param after {@code null} for a removed thing
	 */
	record Stored(@Nullable String before, @Nullable String after) {
	}

}
