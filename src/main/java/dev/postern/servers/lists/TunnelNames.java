package dev.postern.servers.lists;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.Tunnels;

import org.springframework.stereotype.Component;

/** Calls tunnels by their names, as far as they are known. */
@Component
public class TunnelNames {

	private final Tunnels tunnels;

	TunnelNames(Tunnels tunnels) {
		this.tunnels = tunnels;
	}

	/** By name. */
	public Map<TunnelId, String> all() {
		Catalogue catalogue = this.tunnels.latestCatalogue().last();
		return (catalogue == null) ? Map.of()
				: catalogue.tunnels()
					.stream()
					.sorted(Comparator.comparing(KnownTunnel::name, String.CASE_INSENSITIVE_ORDER))
					.collect(Collectors.toMap(KnownTunnel::id, KnownTunnel::name, (one, _) -> one, LinkedHashMap::new));
	}

}
