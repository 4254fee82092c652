package dev.postern.history;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.tables.PageReads;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Says how far the import is and what is missing. */
@Service
public class HistoryOverview {

	private final JdbcClient jdbc;

	private final HistoryProperties properties;

	private final Clock clock;

	HistoryOverview(JdbcClient jdbc, HistoryProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	public ImportState state() {
		return noted().state();
	}

	/**
	 * Nothing is known of the time before it: the import began then, or what was before
	 * is not kept any more.
	 * @return {@code null} before the first import
	 */
	public @Nullable Instant knownSince() {
		Instant began = state().startedAt();
		Instant kept = this.clock.instant().minus(this.properties.keep());
		return (began != null && began.isBefore(kept)) ? kept : began;
	}

	/** What came of looking for late logins. */
	public SweepState sweeps() {
		return noted().sweeps();
	}

	/** Names the logins that there are: stays the same as long as they do. */
	public UUID loginsState() {
		return noted().logins();
	}

	/**
	 * The gaps that overlap a time, the newest first; {@code null} leaves a side open.
	 */
	public List<Gap> gaps(@Nullable Instant from, @Nullable Instant to) {
		return this.jdbc.sql("""
				SELECT from_at, until_at, state, cause FROM import_gap
				WHERE (CAST(:from AS timestamptz) IS NULL OR until_at IS NULL OR until_at > :from)
				  AND (CAST(:to AS timestamptz) IS NULL OR from_at < :to)
				UNION ALL
				SELECT imported_until, NULL, 'OPEN', trouble FROM history_import
				WHERE imported_until < :silent AND (CAST(:to AS timestamptz) IS NULL OR imported_until < :to)
				  AND NOT EXISTS (SELECT FROM import_gap WHERE state = 'OPEN')
				ORDER BY 1 DESC""")
			.param("from", (from != null) ? from.atOffset(ZoneOffset.UTC) : null)
			.param("to", (to != null) ? to.atOffset(ZoneOffset.UTC) : null)
			.param("silent", this.clock.instant().minus(this.properties.alarmAfter()).atOffset(ZoneOffset.UTC))
			.query(HistoryOverview::gap)
			.list();
	}

	/** One row has it all; read once for a page. */
	private Noted noted() {
		return PageReads.once(this, () -> this.jdbc.sql("SELECT * FROM history_import").query(this::noted).single());
	}

	private Noted noted(ResultSet rs, int row) throws SQLException {
		return new Noted(importState(rs, row), sweepState(rs), rs.getObject("logins_state", UUID.class));
	}

	static ImportState importState(ResultSet rs, int row) throws SQLException {
		return new ImportState(timeOrNull(rs, "started_at"), timeOrNull(rs, "imported_until"),
				timeOrNull(rs, "last_event_at"), timeOrNull(rs, "last_success_at"), failure(rs.getString("trouble")),
				rs.getString("trouble_text"), uri(rs.getString("trouble_documentation")),
				timeOrNull(rs, "trouble_since"));
	}

	private static @Nullable URI uri(@Nullable String address) {
		return (address != null) ? URI.create(address) : null;
	}

	private SweepState sweepState(ResultSet rs) throws SQLException {
		Instant login = timeOrNull(rs, "latest_login_at");
		Instant seen = timeOrNull(rs, "latest_seen_at");
		return new SweepState(this.properties.retention(), timeOrNull(rs, "swept_at"), rs.getLong("found_late"),
				(login != null && seen != null) ? Duration.between(login, seen) : null, seen);
	}

	private static Gap gap(ResultSet rs, int row) throws SQLException {
		return new Gap(time(rs, "from_at"), timeOrNull(rs, "until_at"), Gap.State.valueOf(rs.getString("state")),
				failure(rs.getString("cause")));
	}

	private static @Nullable ImportFailure failure(@Nullable String name) {
		return (name != null) ? ImportFailure.valueOf(name) : null;
	}

	private static Instant time(ResultSet rs, String column) throws SQLException {
		return rs.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static @Nullable Instant timeOrNull(ResultSet rs, String column) throws SQLException {
		OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	private record Noted(ImportState state, SweepState sweeps, UUID logins) {
	}

}
