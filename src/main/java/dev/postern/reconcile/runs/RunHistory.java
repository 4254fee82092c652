package dev.postern.reconcile.runs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.kernel.Cursor;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.tables.PageReads;
import dev.postern.reconcile.plan.Change;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The runs that were and the one that goes on, newest first. */
@Service
public class RunHistory {

	/** As many as a part of a page shows. */
	private static final int NEWEST = 5;

	private static final String SUMMARY = """
			SELECT r.*,
			       (SELECT count(DISTINCT of.id)
			          FROM (SELECT unnest(c.server_ids) FROM reconcile_change c WHERE c.run_id = r.id
			                 UNION ALL SELECT s.server_id FROM reconcile_stop s WHERE s.run_id = r.id) AS of (id)) AS servers,
			       (SELECT count(*) FROM reconcile_stop s WHERE s.run_id = r.id AND s.phase = 'HELD') AS held
			  FROM reconcile_run r
			""";

	private final JdbcClient jdbc;

	private final Servers servers;

	private final JsonMapper json;

	RunHistory(JdbcClient jdbc, Servers servers, JsonMapper json) {
		this.jdbc = jdbc;
		this.servers = servers;
		this.json = json;
	}

	/**
	 * The runs that changed something of a server or should have, and those of its tunnel
	 * that could not find out what to do.
	 * @param cursor where an earlier part ended; {@code null} for the newest
	 */
	public Page<ServerRun> of(Server server, @Nullable String cursor, int size) {
		Place after = Place.of(cursor);
		List<Run> found = this.jdbc.sql(SUMMARY + """
				WHERE (started_at, id) < (:at, :id)
				  AND (EXISTS (SELECT 1 FROM reconcile_change c WHERE c.run_id = r.id AND c.server_ids @> :server)
				       OR EXISTS (SELECT 1 FROM reconcile_stop s WHERE s.run_id = r.id AND s.server_id = ANY (:server))
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
		Page<Run> part = page(found, size);
		Map<UUID, ServerRun> runs = runsOf(server.id(), Set.of(server.spec().hostname()), part.items());
		return part.map((run) -> Objects.requireNonNull(runs.get(run.id())));
	}

	/** The newest runs that changed something of a server, registered or not. */
	public List<ServerRun> changing(ServerId server, int most) {
		List<Run> found = this.jdbc.sql(SUMMARY + """
				WHERE EXISTS (SELECT 1 FROM reconcile_change c WHERE c.run_id = r.id AND c.server_ids @> :server)
				ORDER BY started_at DESC, id DESC LIMIT :limit""")
			.param("server", new UUID[] { server.value() })
			.param("limit", most)
			.query((row, number) -> run(row))
			.list();
		return List.copyOf(runsOf(server, Set.of(), found).values());
	}

	/** The newest runs that a server has to do with; read once for a page. */
	public Page<ServerRun> newest(Server server) {
		return PageReads.once(List.of(this, server), () -> of(server, null, NEWEST));
	}

	/** The last one of them. */
	public Optional<ServerRun> last(Server server) {
		return newest(server).items().stream().findFirst();
	}

	/**
	 * The runs over all tunnels, in short.
	 * @param cursor where an earlier part ended; {@code null} for the newest
	 */
	public Page<Run> all(@Nullable String cursor, int size) {
		Place after = Place.of(cursor);
		return page(this.jdbc.sql(SUMMARY + """
				WHERE (started_at, id) < (:at, :id)
				ORDER BY started_at DESC, id DESC LIMIT :limit""")
			.param("at", Timestamp.from(after.startedAt()))
			.param("id", after.id())
			.param("limit", size + 1)
			.query((row, number) -> run(row))
			.list(), size);
	}

	public Optional<Run> find(UUID run) {
		return this.jdbc.sql(SUMMARY + "WHERE id = :run").param("run", run).query((row, number) -> run(row)).optional();
	}

	/**
	 * What a run changed, in the order in which it was made.
	 * @param cursor where an earlier part ended; {@code null} for the first
	 */
	public Page<Run.ChangeProgress> changes(UUID run, @Nullable String cursor, int size) {
		int after = Cursor.read(cursor, -1, (key) -> Math.toIntExact(key.number()));
		List<Run.ChangeProgress> found = this.jdbc
			.sql("SELECT * FROM reconcile_change WHERE run_id = :run AND seq > :after ORDER BY seq LIMIT :limit")
			.param("run", run)
			.param("after", after)
			.param("limit", size + 1)
			.query((row, number) -> change(row))
			.list();
		return Page.of(found, size, (last) -> Cursor.after(last.seq()));
	}

	public Optional<Run.ChangeProgress> change(UUID run, int seq) {
		return this.jdbc.sql("SELECT * FROM reconcile_change WHERE run_id = :run AND seq = :seq")
			.param("run", run)
			.param("seq", seq)
			.query((row, number) -> change(row))
			.optional();
	}

	/** A change of a run as far as it is about one server. */
	public Optional<Run.ChangeProgress> change(UUID run, int seq, ServerId server) {
		Set<Hostname> now = this.servers.find(server).map((one) -> Set.of(one.spec().hostname())).orElse(Set.of());
		return find(run).stream()
			.flatMap((found) -> runsOf(server, now, List.of(found)).values().stream())
			.flatMap((part) -> part.changes().stream())
			.filter((change) -> change.seq() == seq)
			.findFirst();
	}

	/** Some of the servers that a run could not bring to what is wanted, by hostname. */
	public List<RunStop> stops(UUID run, int most) {
		return this.jdbc
			.sql("SELECT * FROM reconcile_stop WHERE run_id = :run ORDER BY phase <> 'HELD', hostname LIMIT :most")
			.param("run", run)
			.param("most", most)
			.query((row, number) -> stop(row))
			.list();
	}

	private static Page<Run> page(List<Run> found, int size) {
		return Page.of(found, size, (last) -> Cursor.after(last.startedAt(), last.id()));
	}

	/**
	 * The part that one server has in runs. A hostname that it had at the time is told by
	 * a change that was its alone.
	 */
	private Map<UUID, ServerRun> runsOf(ServerId server, Set<Hostname> now, List<Run> runs) {
		if (runs.isEmpty()) {
			return Map.of();
		}
		UUID[] ids = runs.stream().map(Run::id).toArray(UUID[]::new);
		Map<UUID, List<Run.ChangeProgress>> changes = this.jdbc
			.sql("""
					SELECT * FROM reconcile_change WHERE run_id = ANY (:runs) AND server_ids @> :server ORDER BY run_id, seq""")
			.param("runs", ids)
			.param("server", new UUID[] { server.value() })
			.query((row, number) -> Map.entry(row.getObject("run_id", UUID.class), change(row)))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
		Map<UUID, RunStop> stops = this.jdbc
			.sql("SELECT * FROM reconcile_stop WHERE run_id = ANY (:runs) AND server_id = :server")
			.param("runs", ids)
			.param("server", server.value())
			.query((row, number) -> Map.entry(row.getObject("run_id", UUID.class), stop(row)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		Map<UUID, ServerRun> part = new LinkedHashMap<>();
		for (Run run : runs) {
			List<Run.ChangeProgress> made = changes.getOrDefault(run.id(), List.of());
			Set<Hostname> own = new HashSet<>(now);
			made.stream()
				.filter((change) -> change.servers().size() == 1)
				.forEach((change) -> own.addAll(change.hostnames()));
			part.put(run.id(),
					new ServerRun(run, made.stream().map((change) -> change.about(own)).toList(), stops.get(run.id())));
		}
		return part;
	}

	private Run run(ResultSet row) throws SQLException {
		String problem = row.getString("problem");
		return new Run(row.getObject("id", UUID.class), new TunnelId(row.getObject("tunnel_id", UUID.class)),
				Objects.requireNonNull(instant(row, "started_at")), instant(row, "ended_at"),
				Run.Status.valueOf(row.getString("status")),
				(problem != null) ? this.json.readValue(problem, Problem.class) : null, row.getInt("servers"),
				row.getInt("held"));
	}

	private RunStop stop(ResultSet row) throws SQLException {
		return new RunStop(new ServerId(row.getObject("server_id", UUID.class)), Hostname.of(row.getString("hostname")),
				Phase.valueOf(row.getString("phase")), this.json.readValue(row.getString("problem"), Problem.class));
	}

	private Run.ChangeProgress change(ResultSet row) throws SQLException {
		List<ServerId> servers = Arrays.stream((UUID[]) row.getArray("server_ids").getArray())
			.map(ServerId::new)
			.toList();
		List<Hostname> hostnames = Arrays.stream((String[]) row.getArray("hostnames").getArray())
			.map(Hostname::of)
			.toList();
		return new Run.ChangeProgress(row.getInt("seq"), row.getString("kind"),
				Change.Phase.valueOf(row.getString("phase")), servers, hostnames, node(row, "before"),
				node(row, "after"), Run.ChangeStatus.valueOf(row.getString("status")), row.getString("answer"),
				instant(row, "started_at"), instant(row, "ended_at"));
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
