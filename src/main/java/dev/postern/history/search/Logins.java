package dev.postern.history.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.postern.kernel.Cursor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads the imported logins, newest first. */
@Service
public class Logins {

	private static final int EXPORT_CHUNK = 1000;

	private static final String SELECT = "SELECT created_at, id, user_email, allowed, action, server_id, server_name, "
			+ "app_domain, host(ip_address) AS ip_address, country, connection, ray_id, is_explained, raw, first_seen_at "
			+ "FROM login_event ";

	private static final String ONE = SELECT + "WHERE created_at = :at AND id = :id";

	private static final String FIRST = SELECT + "WHERE server_id = :server AND allowed ORDER BY created_at LIMIT 1";

	/** For each server one look into an index. */
	private static final String LAST = "SELECT l.* FROM unnest(CAST(:servers AS uuid[])) AS s (id) CROSS JOIN LATERAL ("
			+ SELECT + "WHERE server_id = s.id AND allowed ORDER BY created_at DESC LIMIT 1) l";

	/** Of all logins of a person, those that are looked at for where they were last. */
	private static final int NEWEST = 1000;

	private static final String LAST_OF_PERSON = """
			SELECT server_id, max(created_at) AS last_at FROM (
			  SELECT server_id, created_at FROM login_event
			  WHERE lower(user_email) = :person AND created_at >= :since AND allowed AND server_id IS NOT NULL
			  ORDER BY created_at DESC LIMIT :newest) AS newest
			GROUP BY server_id""";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	Logins(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * One part of the logins.
	 * @param cursor where the part before this one ended; {@code null} for the newest
	 */
	public Page<Login> find(LoginFilter filter, @Nullable String cursor, int size) {
		List<Login> found = read(filter, Place.of(cursor), size + 1);
		return Page.of(found, size, (last) -> last.key());
	}

	/** The newest that went through although no policy lets the person in. */
	public List<Login> unexplained(LoginFilter filter, int most) {
		FilterSql sql = FilterSql.of(filter);
		return read(sql, sql.condition() + " AND " + FilterSql.UNEXPLAINED, Place.START, most);
	}

	/** The login that a key names, see {@link Login#key}. */
	public Optional<Login> one(String key) {
		Place place = Place.of(key);
		return this.jdbc.sql(ONE)
			.param("at", place.at().atOffset(ZoneOffset.UTC))
			.param("id", place.id())
			.query(this::login)
			.optional();
	}

	/** The ways in which people signed in so far, in small letters. */
	public List<String> providers(int most) {
		return values(FilterSql.PROVIDER, most);
	}

	/** The codes of the countries that logins came from so far. */
	public List<String> countries(int most) {
		return values(FilterSql.COUNTRY, most);
	}

	/** Who came so far, in small letters. */
	public List<String> people(int most) {
		return values(FilterSql.PERSON, most);
	}

	/** The time of the last login before a part; {@code null} before the first part. */
	public @Nullable Instant endBefore(@Nullable String cursor) {
		return (cursor == null || cursor.isEmpty()) ? null : Place.of(cursor).at();
	}

	/** Hands over all logins one by one, with a bounded number of them in memory. */
	public void each(LoginFilter filter, Consumer<Login> consumer) {
		Place place = Place.START;
		List<Login> chunk;
		do {
			chunk = read(filter, place, EXPORT_CHUNK);
			chunk.forEach(consumer);
			place = chunk.isEmpty() ? place : Place.of(chunk.getLast());
		}
		while (chunk.size() == EXPORT_CHUNK);
	}

	/** The newest login that was let through, of each server that has one. */
	public Map<ServerId, Login> last(Collection<ServerId> servers) {
		Map<ServerId, Login> last = new HashMap<>();
		this.jdbc.sql(LAST)
			.param("servers", servers.stream().map(ServerId::value).toArray(UUID[]::new))
			.query(this::login)
			.list()
			.forEach((login) -> Optional.ofNullable(login.server()).ifPresent((server) -> last.put(server, login)));
		return last;
	}

	/**
	 * When a person was last let through where, by the newest thousand of such logins.
	 * @param since earlier ones do not count; {@code null} for all
	 */
	public Map<ServerId, Instant> lastOf(EmailAddress person, @Nullable Instant since) {
		Map<ServerId, Instant> last = new HashMap<>();
		this.jdbc.sql(LAST_OF_PERSON)
			.param("person", person.value())
			.param("since", Objects.requireNonNullElse(since, Instant.EPOCH).atOffset(ZoneOffset.UTC))
			.param("newest", NEWEST)
			.query((row) -> {
				last.put(new ServerId(row.getObject("server_id", UUID.class)),
						row.getObject("last_at", OffsetDateTime.class).toInstant());
			});
		return last;
	}

	/** Whether anybody was ever let through to a server. */
	public boolean any() {
		return this.jdbc.sql("SELECT EXISTS (SELECT FROM login_event WHERE server_id IS NOT NULL AND allowed)")
			.query(Boolean.class)
			.single();
	}

	/** The first time that somebody came in, as far as the history goes back. */
	public Optional<Login> first(ServerId server) {
		return this.jdbc.sql(FIRST).param("server", server.value()).query(this::login).optional();
	}

	/**
	 * Looks for one value after the other, so that it matters little how many logins
	 * there are.
	 */
	private List<String> values(String column, int most) {
		return this.jdbc.sql("""
				WITH RECURSIVE found (value, n) AS (
				  SELECT min(%1$s), 0 FROM login_event WHERE %1$s > ''
				  UNION ALL
				  SELECT (SELECT min(%1$s) FROM login_event WHERE %1$s > value), n + 1 FROM found
				  WHERE value IS NOT NULL AND n < :most)
				SELECT value FROM found WHERE value IS NOT NULL LIMIT :most""".formatted(column))
			.param("most", most)
			.query((rs, row) -> rs.getString(1))
			.list();
	}

	private List<Login> read(LoginFilter filter, Place after, int size) {
		FilterSql sql = FilterSql.of(filter);
		return read(sql, sql.condition(), after, size);
	}

	/** The long rows are read only of what is handed over. */
	private List<Login> read(FilterSql sql, String condition, Place after, int size) {
		return this.jdbc
			.sql(("WITH wanted AS (SELECT created_at AS at, id AS number FROM login_event WHERE %s"
					+ " AND (created_at, id) < (:atCursor, :idCursor) ORDER BY created_at DESC, id DESC LIMIT :size) "
					+ SELECT + "JOIN wanted ON created_at = at AND id = number ORDER BY created_at DESC, id DESC")
				.formatted(condition))
			.params(sql.params())
			.param("atCursor", after.at().atOffset(ZoneOffset.UTC))
			.param("idCursor", after.id())
			.param("size", size)
			.query(this::login)
			.list();
	}

	private Login login(ResultSet rs, int row) throws SQLException {
		UUID server = rs.getObject("server_id", UUID.class);
		OffsetDateTime seen = rs.getObject("first_seen_at", OffsetDateTime.class);
		return new Login(rs.getObject("created_at", OffsetDateTime.class).toInstant(), rs.getLong("id"),
				rs.getString("user_email"), rs.getBoolean("allowed"), rs.getString("action"),
				(server != null) ? new ServerId(server) : null, rs.getString("server_name"), rs.getString("app_domain"),
				rs.getString("ip_address"), rs.getString("country"), rs.getString("connection"), rs.getString("ray_id"),
				rs.getObject("is_explained", Boolean.class), this.json.readTree(rs.getString("raw")),
				(seen != null) ? seen.toInstant() : null);
	}

	/** A place in the list of logins, newest first. */
	private record Place(Instant at, long id) {

		private static final Place START = new Place(Cursor.END_OF_TIME, Long.MAX_VALUE);

		static Place of(@Nullable String cursor) {
			return Cursor.read(cursor, START, (key) -> new Place(key.instant(), key.number()));
		}

		static Place of(Login login) {
			return new Place(login.at(), login.id());
		}

	}

}
