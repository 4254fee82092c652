package dev.postern.tunnels.lifecycle;

import java.util.List;

/**
 * What a tunnel is needed for, and how far DNS records that point at it were looked for.
 *
 * @param zones in how many zones they were; 0 when something else uses the tunnel already
 * @param unseenZones in how many they were not, because there are so many
 */
public record TunnelUses(List<TunnelUse> found, int zones, int unseenZones) {

	public TunnelUses {
		found = List.copyOf(found);
	}

	/** Without records: what was found keeps the tunnel whatever they say. */
	static TunnelUses withoutRecords(List<TunnelUse> found) {
		return new TunnelUses(found, 0, 0);
	}

	/** Whether records were not looked for, since something else uses it. */
	public boolean recordsLeftOut() {
		return !this.found.isEmpty() && this.zones == 0;
	}

}
