package dev.postern.history;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes imported logins and how far the import is, always together. */
@Component
class LoginStore {

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	private final EntryStore entries;

	LoginStore(JdbcClient jdbc, TransactionOperations transaction, EntryStore entries) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.entries = entries;
	}

	/**
	 * Says how far the import is; when that was too long ago, a gap is noted, and
	 * attendance begins anew.
	 */
	ImportState begin(Duration alarmAfter, Instant now) {
		return this.transaction.execute((status) -> {
			ImportState state = lock();
			Instant until = state.importedUntil();
			Instant silent = now.minus(alarmAfter);
			if (until != null && until.isBefore(silent)) {
				this.jdbc
					.sql("INSERT INTO import_gap (from_at, state, cause, noticed_at) "
							+ "VALUES (:from, 'OPEN', :cause, :now) ON CONFLICT DO NOTHING")
					.param("from", at(until))
					.param("cause", (state.failure() != null) ? state.failure().name() : null)
					.param("now", at(now))
					.update();
			}
			this.jdbc.sql("""
					UPDATE history_import SET attended_since = :now
					WHERE attended_since IS NULL OR imported_until IS NULL OR imported_until < :silent""")
				.param("now", at(now))
				.param("silent", at(silent))
				.update();
			return state;
		});
	}

	/**
	 * Stores a part of an import. The first import looks over everything, so no sweep is
	 * due right after it.
	 * @param completeUntil nothing before it is missing any more
	 * @return how many logins were new
	 */
	int storePart(EntryRows rows, Instant completeUntil, Look look) {
		return this.transaction.execute((status) -> {
			noteLoss(lock(), look.oldest());
			List<Instant> added = this.entries.add(rows, look.at());
			if (look.complete() != null) {
				this.entries.noteLate(added, look.complete(), look.at());
			}
			this.jdbc.sql("""
					UPDATE history_import SET started_at = coalesce(started_at, :oldest),
					  sweep_began_at = CASE WHEN started_at IS NULL THEN :now ELSE sweep_began_at END,
					  imported_until = greatest(imported_until, :completeUntil),
					  last_event_at = greatest(last_event_at,
					    (SELECT max(event) FROM unnest(CAST(:events AS timestamptz[])) AS event))""")
				.param("oldest", at(look.oldest()))
				.param("now", at(look.at()))
				.param("completeUntil", at(completeUntil))
				.param("events",
						rows.logins()
							.stream()
							.map((login) -> login.path("created_at").stringValue())
							.collect(Collectors.joining(",", "{", "}")))
				.update();
			return added.size();
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

	private static OffsetDateTime at(Instant time) {
		return time.atOffset(ZoneOffset.UTC);
	}

}
