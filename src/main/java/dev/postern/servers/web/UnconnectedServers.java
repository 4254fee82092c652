package dev.postern.servers.web;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.TunnelId;
import dev.postern.servers.Servers;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.Tunnels;

import org.springframework.stereotype.Component;

/** Finds ready servers whose tunnel has no running connector, as far as that is known. */
@Component
class UnconnectedServers {

	private final Servers servers;

	private final Tunnels tunnels;

	UnconnectedServers(Servers servers, Tunnels tunnels) {
		this.servers = servers;
		this.tunnels = tunnels;
	}

	/** The first of them by name. */
	List<UnconnectedServer> first(int most) {
		Catalogue catalogue = this.tunnels.latestCatalogue().last();
		if (catalogue == null) {
			return List.of();
		}
		Map<TunnelId, KnownTunnel> idle = catalogue.tunnels()
			.stream()
			.filter(KnownTunnel::unconnected)
			.collect(Collectors.toMap(KnownTunnel::id, Function.identity()));
		return this.servers.readyOn(idle.keySet(), most)
			.stream()
			.flatMap((server) -> Stream.ofNullable(idle.get(server.spec().tunnel()))
				.map((tunnel) -> new UnconnectedServer(server, tunnel)))
			.toList();
	}

}
