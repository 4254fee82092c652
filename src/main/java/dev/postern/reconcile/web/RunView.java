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
 * A run as people read it.
 *
 * @param took how long it took, in words; {@code null} while it goes on
 */
record RunView(UUID id, TunnelId tunnelId, Instant startedAt, @Nullable String took, Run.Status status,
		@Nullable ProblemView problem, @Nullable Instant retryAt, List<Line> changes) {

	RunView {
		changes = List.copyOf(changes);
	}

	/**
	 * One change of a run.
	 *
	 * @param answer what Cloudflare answered
	 * @param before what stood, as JSON; {@code null} for a new thing
	 * @param after what was to stand, as JSON; {@code null} for a removed thing
	 */
	record Line(ChangeType sign, ResourceType thing, List<Hostname> hostnames, Run.ChangeStatus status,
			@Nullable String took, @Nullable String answer, @Nullable String before, @Nullable String after) {

		Line {
			hostnames = List.copyOf(hostnames);
		}

	}

}
