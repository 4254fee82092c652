package dev.postern.tunnels;

import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;

/**
 * A DNS zone of the account as it was when Cloudflare was last asked.
 *
 * @param active whether Cloudflare answers for it; only then may names be put into it
 * @param paused whether Cloudflare passes nothing through itself meanwhile
 * @param secondary whether its records come from another server
 */
public record KnownZone(ZoneId id, Hostname name, boolean active, boolean paused, boolean secondary) {

	static KnownZone of(Zone zone) {
		return new KnownZone(zone.id(), zone.name(), zone.active(), zone.paused(), zone.secondary());
	}

}
