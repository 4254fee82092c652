package dev.postern.reconcile.runs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.kernel.Cursor;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Page;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Change.Phase;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The runs that were and the one that goes on, newest first. */
@Service
public class RunHistory {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	RunHistory(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * The runs that changed something of a server or should have, and those of its tunnel
	 * that could not find out what to do.
	 * @param cursor where an earlier part ended; {@code null} for the newest
	 */
	public Page<Run> of(Server server, @Nullable String cursor, int size) {
		Place after = Place.of(cursor);
		List<Run> found = this.jdbc.sql("""
				SELECT * FROM reconcile_run r
				WHERE (started_at, id) < (:at, :id)
				  AND (EXISTS (SELECT 1 FROM reconcile_change c WHERE c.run_id = r.id AND c.server_ids @> :server)
				       OR (tunnel_id = :tunnel AND started_at >= :since AND problem IS NOT NULL
				           AND NOT EXISTS (SELECT 1 FROM reconcile_change c WHERE c.run_id = r.id)))
				ORDER BY started_at DESC, id DESC LIMIT :limit""")
			.param("at", Timestamp.from(after.startedAt()))
			.param("id", after.id())
			.param("server", new UUID[] { server.id().value() })
			.param("tunnel", server.spec().tunnel().value())
			.param("since", Timestamp.from(server.createdAt()))
			.param("limit", size + 1)
			.query((row, number) -> run(row))
			.list();
		return page(found, size, server.id());
	}

	/** The newest runs that changed something of a server, registered or not. */
	public List<Run> changing(ServerId server, int most) {
		List<Run> found = this.jdbc.sql("""
				SELECT * FROM reconcile_run r
				WHERE EXISTS (SELECT 1 FROM reconcile_change c WHERE c.run_id = r.id AND c.server_ids @> :server)
				ORDER BY started_at DESC, id DESC LIMIT :limit""")
			.param("server", new UUID[] { server.value() })
			.param("limit", most)
			.query((row, number) -> run(row))
			.list();
		return page(found, most, server).items();
	}

	/** The newest run that a server has to do with. */
	public Optional<Run> newest(Server server) {
		return of(server, null, 1).items().stream().findFirst();
	}

	/**
	 * The runs over all tunnels, with all their changes.
	 * @param cursor where an earlier part ended; {@code null} for the newest
	 */
	public Page<Run> all(@Nullable String cursor, int size) {
		Place after = Place.of(cursor);
		List<Run> found = this.jdbc.sql("""
				SELECT * FROM reconcile_run
				WHERE (started_at, id) < (:at, :id)
				ORDER BY started_at DESC, id DESC LIMIT :limit""")
			.param("at", Timestamp.from(after.startedAt()))
			.param("id", after.id())
			.param("limit", size + 1)
			.query((row, number) -> run(row))
			.list();
		return page(found, size, null);
	}

	/**
	 * The version of a tunnel's configuration that holds a server's rule as it was last
	 * written.
	 */
	public Optional<Integer> configurationVersion(Server server) {
		return this.jdbc.sql("""
				SELECT c.configuration_version
				FROM reconcile_change c JOIN reconcile_run r ON r.id = c.run_id
				WHERE c.server_ids @> :server AND c.kind = 'ReplaceIngress' AND c.status = 'DONE'
				  AND r.tunnel_id = :tunnel AND c.configuration_version IS NOT NULL
				ORDER BY c.ended_at DESC LIMIT 1""")
			.param("server", new UUID[] { server.id().value() })
			.param("tunnel", server.spec().tunnel().value())
			.query(Integer.class)
			.optional();
	}

	private Page<Run> page(List<Run> found, int size, @Nullable ServerId only) {
		Page<Run> part = Page.of(found, size, (last) -> Cursor.after(last.startedAt(), last.id()));
		Map<UUID, List<Run.ChangeProgress>> changes = changes(part.items());
		return part.map((run) -> with(run, changes, only));
	}

	private static Run with(Run run, Map<UUID, List<Run.ChangeProgress>> changes, @Nullable ServerId only) {
		List<Run.ChangeProgress> made = changes.getOrDefault(run.id(), List.of())
			.stream()
			.filter((change) -> only == null || change.servers().contains(only))
			.toList();
		return new Run(run.id(), run.tunnel(), run.startedAt(), run.endedAt(), run.status(), run.problem(), made);
	}

	private Map<UUID, List<Run.ChangeProgress>> changes(List<Run> runs) {
		return this.jdbc.sql("SELECT * FROM reconcile_change WHERE run_id = ANY (:runs) ORDER BY run_id, seq")
			.param("runs", runs.stream().map(Run::id).toArray(UUID[]::new))
			.query((row, number) -> Map.entry(row.getObject("run_id", UUID.class), change(row)))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
	}

	private Run run(ResultSet row) throws SQLException {
		String problem = row.getString("problem");
		return new Run(row.getObject("id", UUID.class), new TunnelId(row.getObject("tunnel_id", UUID.class)),
				Objects.requireNonNull(instant(row, "started_at")), instant(row, "ended_at"),
				Run.Status.valueOf(row.getString("status")),
				(problem != null) ? this.json.readValue(problem, Problem.class) : null, List.of());
	}

	private Run.ChangeProgress change(ResultSet row) throws SQLException {
		List<ServerId> servers = Arrays.stream((UUID[]) row.getArray("server_ids").getArray())
			.map(ServerId::new)
			.toList();
		List<Hostname> hostnames = Arrays.stream((String[]) row.getArray("hostnames").getArray())
			.map(Hostname::of)
			.toList();
		return new Run.ChangeProgress(row.getInt("seq"), row.getString("kind"), Phase.valueOf(row.getString("phase")),
				servers, hostnames, node(row, "before"), node(row, "after"),
				Run.ChangeStatus.valueOf(row.getString("status")), row.getString("answer"), instant(row, "started_at"),
				instant(row, "ended_at"));
	}

	private @Nullable JsonNode node(ResultSet row, String column) throws SQLException {
		String text = row.getString(column);
		return (text != null) ? this.json.readTree(text) : null;
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		Timestamp timestamp = row.getTimestamp(column);
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

	/** A place in the list of runs, newest first. */
	private record Place(Instant startedAt, UUID id) {

		private static final Place START = new Place(Cursor.END_OF_TIME, Cursor.LAST_ID);

		static Place of(@Nullable String cursor) {
			return Cursor.read(cursor, START, (key) -> new Place(key.instant(), key.uuid()));
		}

	}

}
