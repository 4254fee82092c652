package dev.postern.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.postern.kernel.Cursor;
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

	private static final String PART = SELECT + "WHERE " + FilterSql.CONDITION + """
			 AND (created_at, id) < (:atCursor, :idCursor)
			ORDER BY created_at DESC, id DESC LIMIT :size""";

	private static final String FIRST = SELECT + "WHERE server_id = :server AND allowed ORDER BY created_at LIMIT 1";

	/** For each server one look into an index. */
	private static final String LAST = "SELECT l.* FROM unnest(CAST(:servers AS uuid[])) AS s (id) CROSS JOIN LATERAL ("
			+ SELECT + "WHERE server_id = s.id AND allowed ORDER BY created_at DESC LIMIT 1) l";

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
		return Page.of(found, size, (last) -> Cursor.after(last.at(), last.id()));
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

	/** The first time that somebody came in, as far as the history goes back. */
	public Optional<Login> first(ServerId server) {
		return this.jdbc.sql(FIRST).param("server", server.value()).query(this::login).optional();
	}

	private List<Login> read(LoginFilter filter, Place after, int size) {
		return this.jdbc.sql(PART)
			.params(FilterSql.params(filter))
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
