package dev.postern.tunnels;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.postern.kernel.TunnelId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By which names the tunnels were last seen, so that a renamed one is known again. */
@Component
class SeenTunnelNames {

	private final JdbcClient jdbc;

	private final Clock clock;

	/** What is stored already, as far as this instance knows. */
	private final Map<TunnelId, String> noted = new ConcurrentHashMap<>();

	SeenTunnelNames(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	void note(Collection<KnownTunnel> tunnels) {
		for (KnownTunnel tunnel : tunnels) {
			if (!tunnel.name().isEmpty() && !tunnel.name().equals(this.noted.get(tunnel.id()))) {
				store(tunnel);
				this.noted.put(tunnel.id(), tunnel.name());
			}
		}
	}

	private void store(KnownTunnel tunnel) {
		this.jdbc.sql("""
				INSERT INTO seen_tunnel AS seen (tunnel_id, name) VALUES (:tunnel, :name)
				ON CONFLICT ON CONSTRAINT seen_tunnel_pk DO UPDATE
				SET name = excluded.name, former_name = seen.name, renamed_at = :now
				WHERE seen.name <> excluded.name""")
			.param("tunnel", tunnel.id().value())
			.param("name", tunnel.name())
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
	}

	Map<TunnelId, String> all() {
		Map<TunnelId, String> names = new HashMap<>();
		this.jdbc.sql("SELECT tunnel_id, name FROM seen_tunnel")
			.query((row, number) -> Map.entry(new TunnelId(row.getObject("tunnel_id", UUID.class)),
					row.getString("name")))
			.list()
			.forEach((entry) -> names.put(entry.getKey(), entry.getValue()));
		return names;
	}

	Optional<Rename> rename(TunnelId tunnel) {
		return this.jdbc.sql(
				"SELECT former_name, renamed_at FROM seen_tunnel WHERE tunnel_id = :tunnel AND former_name IS NOT NULL")
			.param("tunnel", tunnel.value())
			.query((row, number) -> new Rename(row.getString("former_name"),
					row.getTimestamp("renamed_at").toInstant()))
			.optional();
	}

}
