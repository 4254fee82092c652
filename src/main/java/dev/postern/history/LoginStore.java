package dev.postern.history;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes imported logins and how far the import is, always together. */
@Component
class LoginStore {

	private static final String INSERT = """
			INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, ip_address, country, connection,
			  app_uid, app_domain, server_id, server_name, is_explained, raw)
			SELECT created_at, ray_id, action, user_email, allowed, ip_address, country, connection,
			  app_uid, app_domain, server_id, server_name, is_explained, raw
			FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(created_at timestamptz, ray_id text, action text,
			  user_email text, allowed boolean, ip_address inet, country text, connection text, app_uid text,
			  app_domain text, server_id uuid, server_name text, is_explained boolean, raw jsonb)
			ON CONFLICT (ray_id, created_at, action, user_email) DO NOTHING""";

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	LoginStore(JdbcClient jdbc, TransactionOperations transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Says how far the import is; when that was too long ago, a gap is noted.
	 */
	ImportState begin(Duration alarmAfter, Instant now) {
		return this.transaction.execute((status) -> {
			ImportState state = lock();
			Instant until = state.importedUntil();
			if (until != null && until.plus(alarmAfter).isBefore(now)) {
				this.jdbc
					.sql("INSERT INTO import_gap (from_at, state, cause, noticed_at) "
							+ "VALUES (:from, 'OPEN', :cause, :now) ON CONFLICT DO NOTHING")
					.param("from", at(until))
					.param("cause", (state.failure() != null) ? state.failure().name() : null)
					.param("now", at(now))
					.update();
			}
			return state;
		});
	}

	/**
	 * Stores a part of an import; entries that are there already stay as they are.
	 * @param completeUntil nothing before it is missing any more
	 * @param oldest what is older Cloudflare does not tell any more
	 * @return how many entries were new
	 */
	int storePart(List<ObjectNode> logins, Instant completeUntil, Instant oldest) {
		return this.transaction.execute((status) -> {
			noteLoss(lock(), oldest);
			int added = insert(logins);
			this.jdbc.sql("""
					UPDATE history_import SET started_at = coalesce(started_at, :oldest),
					  imported_until = greatest(imported_until, :completeUntil),
					  last_event_at = greatest(last_event_at,
					    (SELECT max((login ->> 'created_at')::timestamptz)
					     FROM jsonb_array_elements(CAST(:logins AS jsonb)) AS login))""")
				.param("oldest", at(oldest))
				.param("completeUntil", at(completeUntil))
				.param("logins", array(logins))
				.update();
			return added;
		});
	}

	/** Notes that all is imported; an open gap was filled. */
	void succeed(Instant now) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.sql("UPDATE import_gap SET state = 'FILLED', until_at = :now WHERE state = 'OPEN'")
				.param("now", at(now))
				.update();
			this.jdbc
				.sql("UPDATE history_import SET last_attempt_at = :now, last_success_at = :now, trouble = NULL, "
						+ "trouble_text = NULL, trouble_documentation = NULL, trouble_since = NULL")
				.param("now", at(now))
				.update();
		});
	}

	/**
	 * Notes that the import failed.
	 * @param documentation the page of Cloudflare's that explains what it said;
	 * {@code null} for none
	 */
	void fail(ImportFailure failure, @Nullable String said, @Nullable URI documentation, Instant now) {
		this.jdbc.sql("""
				UPDATE history_import SET last_attempt_at = :now, trouble = :trouble, trouble_text = :said,
				  trouble_documentation = :documentation, trouble_since = coalesce(trouble_since, :now)""")
			.param("now", at(now))
			.param("trouble", failure.name())
			.param("said", said)
			.param("documentation", (documentation != null) ? documentation.toString() : null)
			.update();
	}

	private ImportState lock() {
		return this.jdbc.sql("SELECT * FROM history_import FOR UPDATE").query(HistoryOverview::importState).single();
	}

	private void noteLoss(ImportState state, Instant oldest) {
		Instant from = state.importedUntil();
		if (from != null && from.isBefore(oldest)) {
			this.jdbc.sql("UPDATE import_gap SET state = 'LOST', until_at = :until WHERE state = 'OPEN'")
				.param("until", at(oldest))
				.update();
		}
	}

	private int insert(List<ObjectNode> logins) {
		return this.jdbc.sql(INSERT).param("rows", array(logins)).update();
	}

	/** Postgres keeps no NUL in texts. */
	private static String array(List<ObjectNode> logins) {
		ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(logins);
		return array.toString().replace("\\u0000", "\\ufffd");
	}

	private static OffsetDateTime at(Instant time) {
		return time.atOffset(ZoneOffset.UTC);
	}

}
