package dev.postern.servers.references;

import java.util.List;

import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.lifecycle.TunnelUse;
import dev.postern.tunnels.lifecycle.TunnelUseSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells which servers are on a tunnel, those that are being removed too. */
@Component
class ServerTunnelUses implements TunnelUseSource {

	private final JdbcClient jdbc;

	ServerTunnelUses(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public List<TunnelUse> of(TunnelId tunnel) {
		return this.jdbc.sql("SELECT id, name FROM server WHERE tunnel_id = :tunnel ORDER BY name")
			.param("tunnel", tunnel.value())
			.query((row, number) -> new TunnelUse(TunnelUse.Kind.SERVER, row.getString("name"),
					"/servers/" + row.getString("id")))
			.list();
	}

}
