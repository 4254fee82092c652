package dev.postern.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.postern.identity.traces.ClientNetwork;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.LikePattern;
import dev.postern.kernel.Page;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.stored.UnreadableRows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Service;

/**
 * Reads the audit, newest entry first. What cannot be read is left out here; it is the
 * verification that says what was altered.
 */
@Service
public class AuditLog {

	private static final int EXPORT_CHUNK = 1000;

	private static final String FROM = """
			 FROM audit_link l JOIN audit_event e ON e.id = l.event_id
			WHERE l.seq < :before
			  AND (CAST(:from AS timestamptz) IS NULL OR e.at >= :from)
			  AND (CAST(:to AS timestamptz) IS NULL OR e.at < :to)
			  AND (CAST(:actor AS text) IS NULL OR e.actor_name ILIKE :actor)
			  AND (CAST(:action AS text) IS NULL OR starts_with(e.action, :action))
			  AND (CAST(:subject AS text) IS NULL OR e.subject_name ILIKE :subject OR e.subject_id = :subjectId)
			  AND (CAST(:via AS text) IS NULL OR starts_with(e.via, :via))
			  AND (CAST(:address AS text) IS NULL OR e.client_address IN (:address, :network)
			    OR right(:address, 1) IN ('.', ':') AND starts_with(e.client_address, :address))
			  AND (CAST(:text AS text) IS NULL OR concat_ws(' ', e.actor_name, e.action, e.subject_name,
			    e.before::text, e.after::text, e.request_id, e.via, e.client_address) ILIKE :text)""";

	private static final String COLUMNS = "SELECT l.seq, l.hash, e.at, e.actor_kind, e.actor_name, e.action, "
			+ "e.subject_kind, e.subject_id, e.subject_name, e.before, e.after, e.request_id, e.via, e.client_address";

	private static final String PART = COLUMNS + FROM + " ORDER BY l.seq DESC LIMIT :size";

	private static final String ONE = COLUMNS + FROM + " AND l.seq = :seq";

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
		return query(ONE, AuditFilter.EVERYTHING, Long.MAX_VALUE).param("seq", seq)
			.query((rs, number) -> row(rs))
			.optional()
			.flatMap(Row::event);
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
		return query("SELECT count(*)" + FROM, filter, Long.MAX_VALUE).query((rs, row) -> rs.getLong(1)).single();
	}

	private List<Row> read(AuditFilter filter, long before, int size) {
		return query(PART, filter, before).param("size", size).query((rs, number) -> row(rs)).list();
	}

	private StatementSpec query(String sql, AuditFilter filter, long before) {
		return this.jdbc.sql(sql)
			.param("before", before)
			.param("from", at(filter.from()))
			.param("to", at(filter.to()))
			.param("actor", containing(filter.actor()))
			.param("action", filter.action())
			.param("subject", containing(filter.subject()))
			.param("subjectId", filter.subject())
			.param("via", filter.via())
			.param("address", filter.address())
			.param("network", (filter.address() != null) ? ClientNetwork.of(filter.address()) : null)
			.param("text", containing(filter.text()));
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

	private static @Nullable OffsetDateTime at(@Nullable Instant time) {
		return (time != null) ? time.atOffset(ZoneOffset.UTC) : null;
	}

	private static @Nullable String containing(@Nullable String part) {
		return (part != null) ? LikePattern.containing(part) : null;
	}

	/** A row, which has its place also when it cannot be read. */
	private record Row(long seq, Optional<AuditEvent> event) {
	}

}
