package dev.postern.reconcile.runs;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.RuleEdit;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The history of runs, and the progress of those that go on. */
@Component
public class RunStore {

	private final JdbcClient jdbc;

	private final Servers servers;

	private final JsonMapper json;

	private final Clock clock;

	RunStore(JdbcClient jdbc, Servers servers, JsonMapper json, Clock clock) {
		this.jdbc = jdbc;
		this.servers = servers;
		this.json = json;
		this.clock = clock;
	}

	/** Begins a run; one that a dead process left open on the same tunnel is closed. */
	@Transactional
	public UUID begin(TunnelId tunnel) {
		this.jdbc.sql("""
				UPDATE reconcile_run SET status = 'ABANDONED', ended_at = :now
				WHERE tunnel_id = :tunnel AND status = 'RUNNING'""")
			.param("now", now())
			.param("tunnel", tunnel.value())
			.update();
		UUID run = UUID.randomUUID();
		this.jdbc
			.sql("INSERT INTO reconcile_run (id, tunnel_id, started_at, status) VALUES (:id, :tunnel, :now, 'RUNNING')")
			.param("id", run)
			.param("tunnel", tunnel.value())
			.param("now", now())
			.update();
		return run;
	}

	/** Writes the changes to come in place of those that were to come before. */
	@Transactional
	public void plan(UUID run, List<Change> changes) {
		this.jdbc.sql("DELETE FROM reconcile_change WHERE run_id = :run AND status = 'WAITING'")
			.param("run", run)
			.update();
		this.jdbc.sql("""
				INSERT INTO reconcile_change (run_id, seq, kind, phase, server_ids, hostnames, before, after, status)
				SELECT :run, seq + (SELECT coalesce(max(seq), 0) FROM reconcile_change WHERE run_id = :run),
				       kind, phase, servers, hostnames, before, after, 'WAITING'
				  FROM jsonb_to_recordset(:rows::jsonb) AS planned (seq int, kind text, phase text, servers uuid[],
				       hostnames text[], before jsonb, after jsonb)""")
			.param("run", run)
			.param("rows", rows(changes))
			.update();
	}

	/** Notes how far some of the changes to come, or under way, are. */
	@Transactional
	public void mark(UUID run, List<? extends Change> changes, Run.ChangeStatus status, @Nullable String answer) {
		this.jdbc.sql("""
				UPDATE reconcile_change AS change
				   SET status = :status, answer = :answer, started_at = coalesce(started_at, :now),
				       ended_at = CASE WHEN :status = 'RUNNING' THEN NULL ELSE CAST(:now AS timestamptz) END
				  FROM jsonb_to_recordset(:rows::jsonb) AS planned (kind text, hostnames text[])
				 WHERE run_id = :run AND change.kind = planned.kind AND change.hostnames = planned.hostnames
				   AND status IN ('WAITING', 'RUNNING')""")
			.param("status", status.name())
			.param("answer", answer)
			.param("now", now())
			.param("run", run)
			.param("rows", rows(changes))
			.update();
	}

	/**
	 * Notes that a configuration was written, and which version Cloudflare gave to it,
	 * with the servers whose rules it brings.
	 */
	@Transactional
	public void written(UUID run, TunnelId tunnel, Change.ReplaceIngress change, int version) {
		this.servers.routed(change.edits()
			.stream()
			.filter((edit) -> edit.after() != null)
			.map(RuleEdit::server)
			.collect(Collectors.toSet()), tunnel, version);
		mark(run, List.of(change), Run.ChangeStatus.DONE, "version " + version);
		this.jdbc
			.sql("""
					UPDATE reconcile_change SET configuration_version = :version
					 WHERE run_id = :run AND kind = 'ReplaceIngress' AND status = 'DONE' AND configuration_version IS NULL""")
			.param("version", version)
			.param("run", run)
			.update();
	}

	/** All in one document, so that one statement writes them; numbered from 1 on. */
	private String rows(List<? extends Change> changes) {
		ArrayNode rows = this.json.createArrayNode();
		for (Change change : changes) {
			StoredChange row = StoredChange.of(change);
			ObjectNode node = rows.addObject();
			node.put("seq", rows.size()).put("kind", row.kind()).put("phase", row.phase().name());
			ArrayNode servers = node.putArray("servers");
			row.servers().forEach((server) -> servers.add(server.toString()));
			ArrayNode hostnames = node.putArray("hostnames");
			row.hostnames().forEach((hostname) -> hostnames.add(hostname.value()));
			if (row.before() != null) {
				node.set("before", row.before());
			}
			if (row.after() != null) {
				node.set("after", row.after());
			}
		}
		return rows.toString();
	}

	@Transactional
	public void end(UUID run, Run.Status status, @Nullable Problem problem) {
		this.jdbc.sql("UPDATE reconcile_change SET status = 'SKIPPED' WHERE run_id = :run AND status = 'WAITING'")
			.param("run", run)
			.update();
		this.jdbc.sql(
				"UPDATE reconcile_run SET status = :status, ended_at = :now, problem = :problem::jsonb WHERE id = :run")
			.param("status", status.name())
			.param("now", now())
			.param("problem", (problem != null) ? this.json.writeValueAsString(problem) : null)
			.param("run", run)
			.update();
	}

	/** Notes why some servers are not as is wanted at the end of a run. */
	@Transactional
	public void stopped(UUID run, Collection<RunStop> stops) {
		for (RunStop stop : stops) {
			this.jdbc.sql("""
					INSERT INTO reconcile_stop (run_id, server_id, hostname, phase, problem)
					VALUES (:run, :server, :hostname, :phase, :problem::jsonb)
					ON CONFLICT ON CONSTRAINT reconcile_stop_pk DO NOTHING""")
				.param("run", run)
				.param("server", stop.server().value())
				.param("hostname", stop.hostname().value())
				.param("phase", stop.phase().name())
				.param("problem", this.json.writeValueAsString(stop.problem()))
				.update();
		}
	}

	/** How many runs of a tunnel in a row, up to now, could not go on. */
	public int postponedInARow(TunnelId tunnel) {
		return this.jdbc
			.sql("""
					SELECT count(*) FROM reconcile_run r
					WHERE tunnel_id = :tunnel AND status = 'POSTPONED'
					  AND started_at > coalesce((SELECT max(started_at) FROM reconcile_run
					      WHERE tunnel_id = :tunnel AND status NOT IN ('POSTPONED', 'RUNNING', 'ABANDONED')), '-infinity')""")
			.param("tunnel", tunnel.value())
			.query(Integer.class)
			.single();
	}

	/** Drops runs that ended long ago. */
	public int prune(Duration keep) {
		Instant before = this.clock.instant().minus(keep);
		return this.jdbc.sql("DELETE FROM reconcile_run WHERE ended_at < :before")
			.param("before", Timestamp.from(before))
			.update();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

}
