package dev.postern.tunnels;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;

/**
 * All tunnels and zones of the account at one time.
 *
 * @param tunnels those that are not deleted, by name
 * @param zones by name
 */
public record Catalogue(Instant takenAt, List<KnownTunnel> tunnels, List<KnownZone> zones) {

	public Catalogue {
		tunnels = tunnels.stream().sorted(Comparator.comparing(KnownTunnel::name)).toList();
		zones = zones.stream().sorted(Comparator.comparing(KnownZone::name)).toList();
	}

	public Optional<KnownTunnel> tunnel(TunnelId id) {
		return this.tunnels.stream().filter((tunnel) -> tunnel.id().equals(id)).findFirst();
	}

	/** The zone that a name lies in: the active one with the longest name. */
	public Optional<KnownZone> zoneFor(Hostname hostname) {
		return this.zones.stream()
			.filter(KnownZone::active)
			.filter((zone) -> hostname.isIn(zone.name()))
			.max(Comparator.comparingInt((zone) -> zone.name().value().length()));
	}

}
