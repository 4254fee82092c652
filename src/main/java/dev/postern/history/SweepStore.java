package dev.postern.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes what sweeps find and how far they are, always together. Neither how far the
 * import is nor its gaps are touched. An instance that lost its lease moves a sweep on,
 * or not at all, but never back.
 */
@Component
class SweepStore {

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	private final EntryStore entries;

	private final HistoryProperties properties;

	SweepStore(JdbcClient jdbc, TransactionOperations transaction, EntryStore entries, HistoryProperties properties) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.entries = entries;
		this.properties = properties;
	}

	/**
	 * The sweep that is going on; begins one when there is none and it is due.
	 */
	Optional<Sweep> current(Instant oldest, Instant now) {
		return this.transaction.execute((status) -> {
			this.jdbc.sql("""
					UPDATE history_import SET sweep_began_at = :now, sweep_at = :oldest, sweep_page = 1,
					  sweep_until = imported_until
					WHERE sweep_at IS NULL AND imported_until > :oldest AND coalesce(sweep_began_at <= :due, true)""")
				.param("now", at(now))
				.param("oldest", at(oldest))
				.param("due", at(now.minus(this.properties.sweepEvery())))
				.update();
			return this.jdbc
				.sql("SELECT sweep_began_at, sweep_at, sweep_page, sweep_until FROM history_import "
						+ "WHERE sweep_at IS NOT NULL")
				.query(SweepStore::sweep)
				.optional();
		});
	}

	/**
	 * Stores a part of a sweep that goes on.
	 * @return how many logins were new
	 */
	int storePart(EntryRows rows, Sweep sweep, LogPlace next, Instant now) {
		return this.transaction.execute((status) -> {
			int added = add(rows, sweep, now);
			this.jdbc.sql("""
					UPDATE history_import SET sweep_at = :at, sweep_page = :page
					WHERE sweep_began_at = :began AND (sweep_at, sweep_page) < (:at, :page)""")
				.param("began", at(sweep.beganAt()))
				.param("at", at(next.since()))
				.param("page", next.page())
				.update();
			return added;
		});
	}

	/**
	 * Stores the last part of a sweep.
	 * @return how many logins were new
	 */
	int finish(EntryRows rows, Sweep sweep, Instant now) {
		return this.transaction.execute((status) -> {
			int added = add(rows, sweep, now);
			this.jdbc.sql("""
					UPDATE history_import SET swept_at = :now, sweep_at = NULL, sweep_page = NULL, sweep_until = NULL
					WHERE sweep_began_at = :began AND sweep_at IS NOT NULL""")
				.param("began", at(sweep.beganAt()))
				.param("now", at(now))
				.update();
			return added;
		});
	}

	private int add(EntryRows rows, Sweep sweep, Instant now) {
		List<Instant> added = this.entries.add(rows, now);
		this.entries.noteLate(added, sweep.complete(), now);
		return added.size();
	}

	private static Sweep sweep(ResultSet rs, int row) throws SQLException {
		return new Sweep(time(rs, "sweep_began_at"), new LogPlace(time(rs, "sweep_at"), rs.getInt("sweep_page")),
				time(rs, "sweep_until"));
	}

	private static Instant time(ResultSet rs, String column) throws SQLException {
		return rs.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static OffsetDateTime at(Instant time) {
		return time.atOffset(ZoneOffset.UTC);
	}

}
