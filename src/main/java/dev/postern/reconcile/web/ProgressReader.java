package dev.postern.reconcile.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.RunHistory;
import dev.postern.reconcile.runs.ServerRun;
import dev.postern.reconcile.web.Progress.Remedy;
import dev.postern.servers.Server;
import dev.postern.tunnels.Connection;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.TunnelStandings;
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

	private static final String CONNECTOR_DOWN = "connector-down";

	private final Ledger ledger;

	private final RunHistory history;

	private final Tunnels tunnels;

	private final Checklist checklist;

	private final ProblemTexts problems;

	private final TunnelStandings standings;

	private final Clock clock;

	ProgressReader(Ledger ledger, RunHistory history, Tunnels tunnels, Checklist checklist, ProblemTexts problems,
			TunnelStandings standings, Clock clock) {
		this.ledger = ledger;
		this.history = history;
		this.tunnels = tunnels;
		this.checklist = checklist;
		this.problems = problems;
		this.standings = standings;
		this.clock = clock;
	}

	/**
	 * How far a server is now.
	 * @param until until when the page asks again, whatever goes on
	 */
	Progress of(Server server, Instant until) {
		Optional<ServerRun> newest = this.history.last(server);
		List<ChecklistItem> items = items(server, newest);
		Connection connection = server.connection(this.standings.now());
		Problem problem = problem(server, connection);
		List<Run.ChangeProgress> going = newest.filter((run) -> run.run().endedAt() == null)
			.map(ServerRun::changes)
			.orElse(List.of());
		long made = going.stream().filter((change) -> change.status() == Run.ChangeStatus.DONE).count();
		ProblemView told = (problem != null) ? this.problems.of("problem.%s", problem) : null;
		Instant retryAt = (problem != null) ? problem.retryAt() : null;
		String trigger = PollInterval.of(server, items, this.clock.instant(), until);
		String digest = Integer.toHexString("%s %s %s %s %s %s %s %s"
			.formatted(server.phase(), connection.state(), made, going.size(), items, told, retryAt, trigger)
			.hashCode());
		return new Progress(server.id(), server.spec().name(), server.phase(), connection, made, going.size(), items,
				told, problem != null && server.awaitsAccess(), remedy(server, problem), retryAt, trigger, digest);
	}

	List<ChecklistItem> items(Server server) {
		return items(server, this.history.last(server));
	}

	private List<ChecklistItem> items(Server server, Optional<ServerRun> newest) {
		boolean routed = !server.retired();
		return this.checklist.of(new ServerFacts(server, this.ledger.of(List.of(server.id())), newest.orElse(null),
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

	/** What was seen of connectors since the last run counts, too. */
	@Nullable Problem problem(Server server, Connection connection) {
		Problem stored = server.problem(connection);
		boolean other = stored != null && !stored.code().equals(CONNECTOR_DOWN);
		if (other || server.phase() != Phase.READY) {
			return stored;
		}
		return switch (connection.state()) {
			case DOWN, NEVER_RAN -> problem(CONNECTOR_DOWN, server);
			case GONE -> problem("tunnel-deleted", server);
			case WORKS, WEAK, BEHIND, FILE, RULE_NOT_KNOWN, STALE, NOT_KNOWN -> stored;
		};
	}

	private Problem problem(String code, Server server) {
		TunnelId tunnel = server.spec().tunnel();
		return new Problem(code,
				List.of(server.spec().hostname().value(), this.tunnels.names().getOrDefault(tunnel, tunnel.toString())),
				null, null);
	}

	private static @Nullable Remedy remedy(Server server, @Nullable Problem problem) {
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
