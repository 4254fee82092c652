package dev.postern.history;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Says how many logins there are, how far the import is and what is missing. */
@Service
public class HistoryOverview {

	private static final String COUNTS = """
			SELECT width_bucket(created_at, CAST(:bounds AS timestamptz[])) AS stretch,
			  count(*) FILTER (WHERE allowed) AS allowed, count(*) FILTER (WHERE NOT allowed) AS refused
			FROM login_event WHERE created_at >= :first AND created_at < :last AND\s""" + FilterSql.CONDITION + """

			GROUP BY 1""";

	private final JdbcClient jdbc;

	private final HistoryProperties properties;

	private final Clock clock;

	HistoryOverview(JdbcClient jdbc, HistoryProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * How many logins of a filter there were in stretches of time.
	 * @param bounds where the stretches begin, and at last where the last one ends
	 */
	public List<LoginCount> counts(LoginFilter filter, List<Instant> bounds) {
		Map<Integer, LoginCount> found = new HashMap<>();
		this.jdbc.sql(COUNTS)
			.params(FilterSql.params(filter))
			.param("bounds", bounds.stream().map(Instant::toString).collect(Collectors.joining(",", "{", "}")))
			.param("first", bounds.getFirst().atOffset(ZoneOffset.UTC))
			.param("last", bounds.getLast().atOffset(ZoneOffset.UTC))
			.query((rs) -> {
				int stretch = rs.getInt("stretch") - 1;
				found.put(stretch, new LoginCount(bounds.get(stretch), bounds.get(stretch + 1), rs.getLong("allowed"),
						rs.getLong("refused")));
			});
		return IntStream.range(0, bounds.size() - 1)
			.mapToObj((i) -> found.getOrDefault(i, new LoginCount(bounds.get(i), bounds.get(i + 1), 0, 0)))
			.toList();
	}

	/** How many logins of a filter there were. */
	public long count(LoginFilter filter) {
		return this.jdbc.sql("SELECT count(*) FROM login_event WHERE " + FilterSql.CONDITION)
			.params(FilterSql.params(filter))
			.query((rs, row) -> rs.getLong(1))
			.single();
	}

	public ImportState state() {
		return this.jdbc.sql("SELECT * FROM history_import").query(HistoryOverview::importState).single();
	}

	/** What came of looking for late logins. */
	public SweepState sweeps() {
		return this.jdbc.sql("SELECT swept_at, found_late, latest_login_at, latest_seen_at FROM history_import")
			.query(this::sweepState)
			.single();
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

	static ImportState importState(ResultSet rs, int row) throws SQLException {
		return new ImportState(timeOrNull(rs, "started_at"), timeOrNull(rs, "imported_until"),
				timeOrNull(rs, "last_event_at"), timeOrNull(rs, "last_success_at"), failure(rs.getString("trouble")),
				rs.getString("trouble_text"), uri(rs.getString("trouble_documentation")),
				timeOrNull(rs, "trouble_since"));
	}

	private static @Nullable URI uri(@Nullable String address) {
		return (address != null) ? URI.create(address) : null;
	}

	private SweepState sweepState(ResultSet rs, int row) throws SQLException {
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

}
