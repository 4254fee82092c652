package dev.postern.history;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes entries of Cloudflare's log, each once (I14), in a transaction of the caller.
 * Those that are there already stay as they are.
 */
@Component
class EntryStore {

	private static final String INSERT_LOGINS = """
			INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, ip_address, country, connection,
			  app_uid, app_domain, server_id, server_name, is_explained, raw, first_seen_at)
			SELECT created_at, ray_id, action, user_email, allowed, ip_address, country, connection,
			  app_uid, app_domain, server_id, server_name, is_explained, raw, :now
			FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(created_at timestamptz, ray_id text, action text,
			  user_email text, allowed boolean, ip_address inet, country text, connection text, app_uid text,
			  app_domain text, server_id uuid, server_name text, is_explained boolean, raw jsonb)
			ON CONFLICT (ray_id, created_at, action, user_email) DO NOTHING
			RETURNING created_at""";

	private static final String INSERT_UNREADABLE = """
			INSERT INTO unreadable_login (hash, created_at, flaw, raw, first_seen_at)
			SELECT hash, created_at, flaw, raw, :now
			FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(hash text, created_at timestamptz, flaw text, raw text)
			ON CONFLICT (hash) DO NOTHING""";

	private static final String NOTE_LATEST = """
			UPDATE history_import SET latest_login_at = late.at, latest_seen_at = :now
			FROM (
			  SELECT min(added) AS at FROM unnest(CAST(:added AS timestamptz[])) AS added, history_import
			  WHERE added >= attended_since AND added < :complete) AS late
			WHERE late.at IS NOT NULL
			  AND coalesce(CAST(:now AS timestamptz) - late.at > latest_seen_at - latest_login_at, true)""";

	/** Where a gap was lost nothing had been said to be complete. */
	private static final String COUNT_LATE = """
			UPDATE history_import SET found_late = found_late + (
			  SELECT count(*) FROM unnest(CAST(:added AS timestamptz[])) AS late
			  WHERE late >= started_at AND late < :settled AND NOT EXISTS (
			    SELECT FROM import_gap WHERE state = 'LOST' AND late >= from_at AND late < until_at))""";

	private final JdbcClient jdbc;

	private final HistoryProperties properties;

	EntryStore(JdbcClient jdbc, HistoryProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
	}

	/**
	 * Stores a part of the log. Instances that store at the same time do so one after the
	 * other.
	 * @return the times of the logins that are new
	 */
	List<Instant> add(EntryRows rows, Instant now) {
		this.jdbc.sql("SELECT FROM history_import FOR UPDATE").query((rs) -> {
		});
		if (!rows.unreadable().isEmpty()) {
			this.jdbc.sql(INSERT_UNREADABLE).param("rows", json(rows.unreadable())).param("now", at(now)).update();
		}
		if (rows.logins().isEmpty()) {
			return List.of();
		}
		return this.jdbc.sql(INSERT_LOGINS)
			.param("rows", withoutNul(json(rows.logins())))
			.param("now", at(now))
			.query((rs, row) -> rs.getObject(1, OffsetDateTime.class).toInstant())
			.list();
	}

	/**
	 * Counts the entries that came later than the next imports look for them anyway, and
	 * remembers the latest so far. One that came while nobody imported is not the latest:
	 * how late it was shown is not known.
	 * @param added the times of logins that are new
	 * @param complete what is before it had been looked over before
	 */
	void noteLate(List<Instant> added, Instant complete, Instant now) {
		if (added.stream().noneMatch((time) -> time.isBefore(complete))) {
			return;
		}
		String times = added.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}"));
		this.jdbc.sql(NOTE_LATEST).param("added", times).param("complete", at(complete)).param("now", at(now)).update();
		this.jdbc.sql(COUNT_LATE)
			.param("added", times)
			.param("settled", at(complete.minus(this.properties.overlap())))
			.update();
	}

	private static String json(List<ObjectNode> rows) {
		return JsonNodeFactory.instance.arrayNode().addAll(rows).toString();
	}

	/** Postgres keeps no NUL in texts. */
	private static String withoutNul(String json) {
		return json.replace("\\u0000", "\\ufffd");
	}

	private static OffsetDateTime at(Instant time) {
		return time.atOffset(ZoneOffset.UTC);
	}

}
