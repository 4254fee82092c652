package dev.postern.reconcile.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunHistory;
import dev.postern.reconcile.web.Progress.Remedy;
import dev.postern.servers.Server;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;
import dev.postern.ui.ProblemTexts;
import dev.postern.ui.ProblemView;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Finds out how far servers are. */
@Component
class ProgressReader {

	/** What keeps a removal from finishing that a person can have finished. */
	private static final Set<String> STRANDED = Set.of("zone-gone", "zone-unreadable");

	private final Ledger ledger;

	private final RunHistory history;

	private final Tunnels tunnels;

	private final Checklist checklist;

	private final ProblemTexts problems;

	private final Clock clock;

	ProgressReader(Ledger ledger, RunHistory history, Tunnels tunnels, Checklist checklist, ProblemTexts problems,
			Clock clock) {
		this.ledger = ledger;
		this.history = history;
		this.tunnels = tunnels;
		this.checklist = checklist;
		this.problems = problems;
		this.clock = clock;
	}

	/**
	 * How far a server is now.
	 * @param until until when the page asks again, whatever goes on
	 */
	Progress of(Server server, Instant until) {
		Optional<Run> newest = this.history.newest(server);
		List<ChecklistItem> items = items(server, newest);
		Problem problem = server.problem();
		List<Run.ChangeProgress> going = newest.filter((run) -> run.endedAt() == null)
			.map(Run::changes)
			.orElse(List.of());
		long made = going.stream().filter((change) -> change.status() == Run.ChangeStatus.DONE).count();
		ProblemView told = (problem != null) ? this.problems.of("problem.%s", problem) : null;
		Instant retryAt = (problem != null) ? problem.retryAt() : null;
		String trigger = PollInterval.of(server, items, this.clock.instant(), until);
		String digest = Integer.toHexString(
				"%s %s %s %s %s %s %s".formatted(server.phase(), made, going.size(), items, told, retryAt, trigger)
					.hashCode());
		return new Progress(server.id(), server.spec().name(), server.phase(), made, going.size(), items, told,
				problem != null && server.awaitsAccess(), remedy(server), retryAt, trigger, digest);
	}

	List<ChecklistItem> items(Server server) {
		return items(server, this.history.newest(server));
	}

	private List<ChecklistItem> items(Server server, Optional<Run> newest) {
		boolean routed = !server.retired();
		return this.checklist.of(new ServerFacts(server, this.ledger.of(List.of(server.id())), newest.orElse(null),
				this.history.configurationVersion(server).orElse(null),
				routed ? health(server.spec().tunnel()) : null));
	}

	private @Nullable TunnelHealth health(TunnelId tunnel) {
		try {
			return this.tunnels.health(tunnel).last();
		}
		catch (TunnelNotFound ex) {
			return null;
		}
	}

	private static @Nullable Remedy remedy(Server server) {
		Problem problem = server.problem();
		if (problem == null) {
			return null;
		}
		if (server.retired() && STRANDED.contains(problem.code())) {
			return new Remedy("stranded", "/servers/%s/stranded-records".formatted(server.id()));
		}
		return switch (problem.code()) {
			case "removals-need-approval" ->
				new Remedy("removals", "/tunnels/%s/removals".formatted(server.spec().tunnel()));
			case "observe-only", "perpetual-difference" ->
				new Remedy("plan", "/servers/%s/plan".formatted(server.id()));
			case "application-taken", "application-opens", "application-overlaps", "type-refused", "record-taken",
					"rule-taken", "nobody-allowed", "tunnel-not-managed", "tunnel-deleted", "zone-gone",
					"zone-delegated" ->
				new Remedy("edit", "/servers/%s/edit".formatted(server.id()));
			case "edit-overwritten", "cloudflare-unauthorized", "zone-unreadable", "zone-read-only", "connector-down",
					"configuration-unreadable", "record-may-lead", "record-uncertain" ->
				new Remedy("tunnel", "/tunnels/%s".formatted(server.spec().tunnel()));
			default -> null;
		};
	}

}
