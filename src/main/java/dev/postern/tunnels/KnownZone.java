package dev.postern.tunnels;

import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;

/**
 * A DNS zone of the account as it was when Cloudflare was last asked.
 *
 * @param active whether Cloudflare answers for it; only then may names be put into it
 */
public record KnownZone(ZoneId id, Hostname name, boolean active) {

	static KnownZone of(Zone zone) {
		return new KnownZone(zone.id(), zone.name(), zone.active());
	}

}
