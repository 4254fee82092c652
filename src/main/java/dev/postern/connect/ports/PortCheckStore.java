package dev.postern.connect.ports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.stored.UnreadableRows;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the newest checks of each server, those of removed ones too: they are evidence.
 */
@Component
class PortCheckStore {

	/** The newest of a server; older ones are dropped. */
	static final int KEPT = 100;

	private static final String NEWEST = " ORDER BY checked_at DESC, id DESC LIMIT ";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final UnreadableRows unreadable = new UnreadableRows("port_check");

	PortCheckStore(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/** Adds a check, within the transaction of the caller. */
	void add(PortCheck check) {
		this.jdbc.sql("""
				INSERT INTO port_check (id, server_id, checked_at, address, result, addresses, asked_by)
				VALUES (:id, :server, :at, :address, :result, :addresses::jsonb, :by)""")
			.param("id", check.id())
			.param("server", check.server().value())
			.param("at", check.at().atOffset(ZoneOffset.UTC))
			.param("address", check.address())
			.param("result", check.result().name())
			.param("addresses", this.json.writeValueAsString(check.addresses()))
			.param("by", check.by())
			.update();
		this.jdbc
			.sql("DELETE FROM port_check WHERE server_id = :server AND id NOT IN "
					+ "(SELECT id FROM port_check WHERE server_id = :server" + NEWEST + KEPT + ")")
			.param("server", check.server().value())
			.update();
	}

	/** The newest checks of a server. */
	List<PortCheck> of(ServerId server, int most) {
		return this.jdbc.sql("SELECT * FROM port_check WHERE server_id = :server" + NEWEST + ":most")
			.param("server", server.value())
			.param("most", most)
			.query(this::check)
			.list()
			.stream()
			.flatMap(Optional::stream)
			.toList();
	}

	/** The newest check of each server that has any. */
	Map<ServerId, PortCheck> newest() {
		Map<ServerId, PortCheck> newest = new HashMap<>();
		this.jdbc.sql("SELECT DISTINCT ON (server_id) * FROM port_check ORDER BY server_id, checked_at DESC, id DESC")
			.query(this::check)
			.list()
			.forEach((check) -> check.ifPresent((one) -> newest.put(one.server(), one)));
		return newest;
	}

	/** The newest check of any server whose port was open. */
	Optional<PortCheck> newestOpen() {
		return this.jdbc.sql("SELECT * FROM port_check WHERE result = 'OPEN'" + NEWEST + "1")
			.query(this::check)
			.optional()
			.flatMap(Function.identity());
	}

	private Optional<PortCheck> check(ResultSet row, int number) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		ServerId server = new ServerId(row.getObject("server_id", UUID.class));
		Instant at = row.getObject("checked_at", OffsetDateTime.class).toInstant();
		String address = row.getString("address");
		String result = row.getString("result");
		String addresses = row.getString("addresses");
		String by = row.getString("asked_by");
		return this.unreadable.read(id, () -> new PortCheck(id, server, at, address, PortResult.valueOf(result),
				List.of(this.json.readValue(addresses, TriedAddress[].class)), by));
	}

}
