package dev.postern.history.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.kernel.Cursor;
import dev.postern.kernel.Page;
import dev.postern.servers.ServerLife;
import dev.postern.servers.ServerLives;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Puts logins together by who came, where to and where from. Of very many, as few are
 * looked at as are counted.
 */
@Service
public class LoginGroups {

	private final JdbcClient jdbc;

	private final ServerLives lives;

	LoginGroups(JdbcClient jdbc, ServerLives lives) {
		this.jdbc = jdbc;
		this.lives = lives;
	}

	/**
	 * One part of the groups: those first that have unexplained logins, then those with
	 * the most.
	 * @param cursor where the part before this one ended; {@code null} for the first
	 */
	public Page<LoginGroup> find(LoginFilter filter, Grouping grouping, @Nullable String cursor, int size) {
		Place after = Cursor.read(cursor, Place.START,
				(key) -> new Place(key.number(), key.number(), key.text().substring(1)));
		List<Owned> owned = (grouping == Grouping.SERVER)
				? this.lives.owners().stream().flatMap(LoginGroups::owned).toList() : List.of();
		FilterSql sql = FilterSql.of(filter);
		List<LoginGroup> found = this.jdbc
			.sql("""
					WITH counted AS MATERIALIZED (
					  SELECT created_at, allowed, is_explained, user_email, country, app_domain, server_id, server_name
					  FROM login_event WHERE %s ORDER BY created_at DESC, id DESC LIMIT :most),
					found AS (
					  SELECT %s AS key, (array_agg(server_name ORDER BY created_at DESC))[1] AS name, count(*) AS logins,
					    count(*) FILTER (WHERE NOT allowed) AS refused,
					    count(*) FILTER (WHERE allowed AND NOT is_explained) AS unexplained,
					    min(created_at) AS first_at, max(created_at) AS last_at
					  FROM counted
					  LEFT JOIN unnest(CAST(:ownedHosts AS text[]), CAST(:owners AS uuid[])) AS owner (host, id)
					    ON server_id IS NULL AND owner.host = %s
					  GROUP BY 1)
					SELECT * FROM found
					WHERE (unexplained, logins) < (:unexplained, :logins)
					  OR (unexplained, logins) = (:unexplained, :logins) AND key > :key
					ORDER BY unexplained DESC, logins DESC, key LIMIT :size"""
				.formatted(sql.condition(), grouping.key(), FilterSql.HOSTNAME))
			.params(sql.params())
			.param("ownedHosts", owned.stream().map(Owned::host).toArray(String[]::new))
			.param("owners", owned.stream().map(Owned::owner).toArray(UUID[]::new))
			.param("most", LoginFigures.MOST_COUNTED)
			.param("unexplained", after.unexplained())
			.param("logins", after.logins())
			.param("key", after.key())
			.param("size", size + 1)
			.query((rs, row) -> group(rs, grouping))
			.list();
		return Page.of(found, size, (last) -> Cursor.after(last.unexplained(), last.logins(), "=" + last.key()));
	}

	private static Stream<Owned> owned(ServerLife life) {
		return FilterSql.spellings(life.hostname()).map((host) -> new Owned(host, life.id().value()));
	}

	private static LoginGroup group(ResultSet rs, Grouping grouping) throws SQLException {
		String key = rs.getString("key");
		return new LoginGroup(grouping.value(key), (grouping == Grouping.SERVER) ? rs.getString("name") : null, key,
				rs.getLong("logins"), rs.getLong("refused"), rs.getLong("unexplained"),
				rs.getObject("first_at", OffsetDateTime.class).toInstant(),
				rs.getObject("last_at", OffsetDateTime.class).toInstant());
	}

	private record Owned(String host, UUID owner) {
	}

	/** A place in the list of groups. */
	private record Place(long unexplained, long logins, String key) {

		private static final Place START = new Place(Long.MAX_VALUE, Long.MAX_VALUE, "");

	}

}
