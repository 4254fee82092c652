package dev.postern.history.search;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Says how many logins there are. */
@Service
public class LoginFigures {

	/**
	 * How many logins are counted at most, the newest of them, so that no question keeps
	 * the database busy for long.
	 */
	public static final int MOST_COUNTED = 100_000;

	private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

	private final JdbcClient jdbc;

	private final int most;

	@Autowired
	LoginFigures(JdbcClient jdbc) {
		this(jdbc, MOST_COUNTED);
	}

	LoginFigures(JdbcClient jdbc, int most) {
		this.jdbc = jdbc;
		this.most = most;
	}

	/** No year before the first, which Postgres calls otherwise. */
	private static String text(Instant start) {
		return (start.isBefore(FIRST) ? FIRST : start).toString();
	}

	/**
	 * How many logins of a filter there are. The stretches are read of their text in a
	 * query of their own, or else Postgres would read them anew for each login.
	 * @param bounds where the stretches begin, and at last where the last one ends
	 */
	public Figures of(LoginFilter filter, List<Instant> bounds) {
		FilterSql sql = FilterSql.of(filter);
		List<Instant> starts = bounds.subList(0, bounds.size() - 1);
		long[] allowed = new long[starts.size()];
		long[] refused = new long[starts.size()];
		long[] others = new long[3];
		this.jdbc.sql("""
				WITH counted AS MATERIALIZED (
				  SELECT created_at, allowed, is_explained, lower(user_email) COLLATE "C" AS person FROM login_event
				  WHERE %s ORDER BY created_at DESC, id DESC LIMIT :most)
				SELECT greatest(width_bucket(created_at, (SELECT CAST(:starts AS timestamptz[]))), 1) AS stretch,
				  count(*) FILTER (WHERE allowed) AS allowed, count(*) FILTER (WHERE NOT allowed) AS refused,
				  count(*) FILTER (WHERE allowed AND NOT is_explained) AS unexplained,
				  (SELECT count(DISTINCT person) FROM counted WHERE person <> '') AS people,
				  (SELECT count(*) FROM counted) = :most AS is_cut
				FROM counted GROUP BY 1""".formatted(sql.condition()))
			.params(sql.params())
			.param("starts", starts.stream().map(LoginFigures::text).collect(Collectors.joining(",", "{", "}")))
			.param("most", this.most)
			.query((rs) -> {
				int stretch = rs.getInt("stretch") - 1;
				allowed[stretch] = rs.getLong("allowed");
				refused[stretch] = rs.getLong("refused");
				others[0] = rs.getLong("people");
				others[1] += rs.getLong("unexplained");
				others[2] = rs.getBoolean("is_cut") ? 1 : 0;
			});
		boolean cut = others[2] > 0;
		int first = cut ? firstCounted(allowed, refused) : 0;
		return new Figures(IntStream.range(first, starts.size())
			.mapToObj((i) -> new LoginCount(bounds.get(i), bounds.get(i + 1), allowed[i], refused[i]))
			.toList(), others[0], others[1], cut);
	}

	/** How many logins there are since a time, all of them. */
	public Outcomes since(Instant from) {
		return this.jdbc.sql("""
				SELECT count(*) FILTER (WHERE allowed) AS allowed, count(*) FILTER (WHERE NOT allowed) AS refused,
				  count(*) FILTER (WHERE allowed AND NOT is_explained) AS unexplained
				FROM login_event WHERE created_at >= :from""")
			.param("from", from.atOffset(ZoneOffset.UTC))
			.query((rs, row) -> new Outcomes(rs.getLong("allowed"), rs.getLong("refused"), rs.getLong("unexplained")))
			.single();
	}

	/** The time of the oldest login. */
	public Optional<Instant> oldest() {
		return this.jdbc.sql("SELECT created_at FROM login_event ORDER BY created_at LIMIT 1")
			.query((rs, row) -> rs.getObject(1, OffsetDateTime.class).toInstant())
			.optional();
	}

	private static int firstCounted(long[] allowed, long[] refused) {
		return IntStream.range(0, allowed.length).filter((i) -> allowed[i] + refused[i] > 0).findFirst().orElse(0);
	}

}
