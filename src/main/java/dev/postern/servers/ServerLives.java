package dev.postern.servers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.tables.RememberedTable;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Knows every server that there is or was. */
@Service
public class ServerLives {

	private static final String ALL = """
			(SELECT id, name, hostname, created_at AS since, retired_at AS until FROM server
			 UNION ALL SELECT id, name, hostname, registered_at, removed_at FROM former_server) life""";

	private static final String ROWS = """
			(SELECT xmin, ctid FROM server UNION ALL SELECT xmin, ctid FROM former_server) AS life""";

	/**
	 * Of servers that had the same hostname one after the other, the last one owns it.
	 */
	private static final String OWNERS = "SELECT DISTINCT ON (hostname) * FROM " + ALL
			+ " ORDER BY hostname, since DESC";

	private final JdbcClient jdbc;

	private final RememberedTable<All> all;

	ServerLives(JdbcClient jdbc) {
		this.jdbc = jdbc;
		this.all = new RememberedTable<>(jdbc, ROWS,
				() -> All.of(jdbc.sql("SELECT * FROM " + ALL + " ORDER BY since").query(ServerLives::life).list()));
	}

	/**
	 * These servers, those that have or had these hostnames, and those with which any of
	 * them shares its hostname.
	 */
	public List<ServerLife> around(Collection<ServerId> ids, Collection<String> hostnames) {
		if (ids.isEmpty() && hostnames.isEmpty()) {
			return List.of();
		}
		All all = this.all.get();
		Set<String> wanted = new HashSet<>(hostnames);
		ids.stream()
			.flatMap((id) -> Optional.ofNullable(all.byId().get(id)).stream())
			.map(ServerLife::hostname)
			.forEach(wanted::add);
		return all.lives().stream().filter((life) -> wanted.contains(life.hostname())).toList();
	}

	/** Those that have this name or hostname, or had it last, in any case. */
	public List<ServerLife> called(String nameOrHostname) {
		return this.jdbc.sql("SELECT * FROM " + ALL + " WHERE lower(name) = :text OR hostname = :text ORDER BY since")
			.param("text", nameOrHostname.toLowerCase(Locale.ROOT))
			.query(ServerLives::life)
			.list();
	}

	/** For each hostname its owner. */
	public List<ServerLife> owners() {
		return this.jdbc.sql(OWNERS).query(ServerLives::life).list();
	}

	/** The names to choose from: those of registered servers first. */
	public List<String> names(int most) {
		return this.all.get().names().stream().limit(most).toList();
	}

	/** Keeps a server in mind that is dropped, within the transaction of the caller. */
	void end(Server last, Instant now) {
		this.jdbc.sql("""
				INSERT INTO former_server (id, name, hostname, registered_at, removed_at)
				VALUES (:id, :name, :hostname, :from, :until) ON CONFLICT (id) DO NOTHING""")
			.param("id", last.id().value())
			.param("name", last.spec().name())
			.param("hostname", last.spec().hostname().value())
			.param("from", last.createdAt().atOffset(ZoneOffset.UTC))
			.param("until", Objects.requireNonNullElse(last.retiredAt(), now).atOffset(ZoneOffset.UTC))
			.update();
	}

	private static ServerLife life(ResultSet rs, int row) throws SQLException {
		return new ServerLife(new ServerId(rs.getObject("id", UUID.class)), rs.getString("name"),
				rs.getString("hostname"), rs.getObject("since", OffsetDateTime.class).toInstant(),
				time(rs.getObject("until", OffsetDateTime.class)));
	}

	private static @Nullable Instant time(@Nullable OffsetDateTime time) {
		return (time != null) ? time.toInstant() : null;
	}

	/**
	 * All of them.
	 *
	 * @param lives in the order in which they began
	 * @param names each once, those of registered servers first
	 */
	private record All(List<ServerLife> lives, Map<ServerId, ServerLife> byId, List<String> names) {

		static All of(List<ServerLife> lives) {
			Map<ServerId, ServerLife> byId = new HashMap<>();
			Map<String, Boolean> ended = new HashMap<>();
			lives.forEach((life) -> {
				byId.put(life.id(), life);
				ended.merge(life.name(), life.until() != null, Boolean::logicalOr);
			});
			Comparator<String> order = Comparator
				.<String, Boolean>comparing((name) -> Boolean.TRUE.equals(ended.get(name)))
				.thenComparing((name) -> name.toLowerCase(Locale.ROOT));
			return new All(List.copyOf(lives), Map.copyOf(byId), ended.keySet().stream().sorted(order).toList());
		}

	}

}
