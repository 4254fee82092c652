package dev.postern.servers.onboarding;

import java.util.List;

import dev.postern.kernel.TunnelId;
import dev.postern.servers.Servers;
import dev.postern.tunnels.lifecycle.TunnelUse;
import dev.postern.tunnels.lifecycle.TunnelUseSource;

import org.springframework.stereotype.Component;

/** Tells which servers are on a tunnel, those that are being removed too. */
@Component
class ServerTunnelUses implements TunnelUseSource {

	private final Servers servers;

	ServerTunnelUses(Servers servers) {
		this.servers = servers;
	}

	@Override
	public List<TunnelUse> of(TunnelId tunnel) {
		return this.servers.onTunnel(tunnel)
			.stream()
			.map((server) -> new TunnelUse(TunnelUse.Kind.SERVER, server.spec().name(), "/servers/" + server.id()))
			.toList();
	}

}
