package dev.postern.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.Page;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.stored.UnreadableRows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Reads the audit, newest entry first. What cannot be read is left out here; it is the
 * verification that says what was altered.
 */
@Service
public class AuditLog {

	private static final int EXPORT_CHUNK = 1000;

	private static final String FROM = " FROM audit_link l JOIN audit_event e ON e.id = l.event_id WHERE ";

	private static final String COLUMNS = "SELECT l.seq, l.hash, e.at, e.actor_kind, e.actor_name, e.action, "
			+ "e.subject_kind, e.subject_id, e.subject_name, e.before, e.after, e.request_id, e.via, e.client_address";

	private static final String ONE = COLUMNS + FROM + "l.seq = :seq";

	private static final String ABOUT = COLUMNS + FROM
			+ "e.subject_kind = :kind AND e.subject_id = :id ORDER BY l.seq DESC LIMIT :size";

	private static final String DONE_TO = COLUMNS + FROM
			+ "e.subject_kind = :kind AND e.subject_id = :id AND e.action = :action ORDER BY l.seq DESC LIMIT :size";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final UnreadableRows unreadable = new UnreadableRows("audit_event");

	AuditLog(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * One part of the entries.
	 * @param cursor where the part before this one ended; {@code null} for the newest
	 */
	public Page<AuditEvent> find(AuditFilter filter, @Nullable String cursor, int size) {
		List<AuditEvent> found = new ArrayList<>();
		long before = Cursor.read(cursor, Long.MAX_VALUE, Cursor.Key::number);
		List<Row> rows;
		do {
			rows = read(filter, before, size + 1);
			rows.forEach((row) -> row.event().ifPresent(found::add));
			before = rows.isEmpty() ? before : rows.getLast().seq();
		}
		while (rows.size() > size && found.size() <= size);
		return Page.of(found, size, (last) -> Cursor.after(last.seq()));
	}

	/** The entry with this number; empty where there is none that can be read. */
	public Optional<AuditEvent> find(long seq) {
		return this.jdbc.sql(ONE).param("seq", seq).query((rs, number) -> row(rs)).optional().flatMap(Row::event);
	}

	/**
	 * The newest entries about one thing.
	 * @param kind what it is, for example {@code server}
	 */
	public List<AuditEvent> about(String kind, String id, int most) {
		return this.jdbc.sql(ABOUT)
			.param("kind", kind)
			.param("id", id)
			.param("size", most)
			.query((rs, number) -> row(rs))
			.list()
			.stream()
			.flatMap((row) -> row.event().stream())
			.toList();
	}

	/** The newest entries about one thing that tell of one action. */
	public List<AuditEvent> about(String kind, String id, String action, int most) {
		return this.jdbc.sql(DONE_TO)
			.param("kind", kind)
			.param("id", id)
			.param("action", action)
			.param("size", most)
			.query((rs, number) -> row(rs))
			.list()
			.stream()
			.flatMap((row) -> row.event().stream())
			.toList();
	}

	/** Hands over all entries one by one, with a bounded number of them in memory. */
	public void each(AuditFilter filter, Consumer<AuditEvent> consumer) {
		long before = Long.MAX_VALUE;
		List<Row> chunk;
		do {
			chunk = read(filter, before, EXPORT_CHUNK);
			chunk.forEach((row) -> row.event().ifPresent(consumer));
			before = chunk.isEmpty() ? before : chunk.getLast().seq();
		}
		while (chunk.size() == EXPORT_CHUNK);
	}

	/** How many entries there are. */
	public long count(AuditFilter filter) {
		AuditCondition condition = AuditCondition.of(filter);
		return this.jdbc.sql("SELECT count(*)" + FROM + condition.sql())
			.params(condition.params())
			.query((rs, row) -> rs.getLong(1))
			.single();
	}

	private List<Row> read(AuditFilter filter, long before, int size) {
		AuditCondition condition = AuditCondition.of(filter);
		return this.jdbc
			.sql((COLUMNS + FROM + "l.seq < :before AND %s ORDER BY l.seq DESC LIMIT :size").formatted(condition.sql()))
			.params(condition.params())
			.param("before", before)
			.param("size", size)
			.query((rs, number) -> row(rs))
			.list();
	}

	private Row row(ResultSet rs) throws SQLException {
		long seq = rs.getLong("seq");
		return new Row(seq, event(rs, seq));
	}

	private Optional<AuditEvent> event(ResultSet rs, long seq) throws SQLException {
		String kind = rs.getString("actor_kind");
		String actor = rs.getString("actor_name");
		Subject subject = new Subject(rs.getString("subject_kind"), rs.getString("subject_id"),
				rs.getString("subject_name"));
		OffsetDateTime at = rs.getObject("at", OffsetDateTime.class);
		String action = rs.getString("action");
		String before = rs.getString("before");
		String after = rs.getString("after");
		String requestId = rs.getString("request_id");
		String via = rs.getString("via");
		String address = rs.getString("client_address");
		String hash = HexFormat.of().formatHex(rs.getBytes("hash"));
		return this.unreadable.read(seq,
				() -> new AuditEvent(seq, at.toInstant(), new Actor(Actor.Kind.valueOf(kind), actor), action, subject,
						state(before), state(after), requestId, via, address, hash));
	}

	private @Nullable JsonNode state(@Nullable String text) {
		return (text != null) ? this.json.readTree(text) : null;
	}

	/** A row, which has its place also when it cannot be read. */
	private record Row(long seq, Optional<AuditEvent> event) {
	}

}
