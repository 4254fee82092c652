package dev.postern.cloudflare.model;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;

/**
 * A DNS zone of the account.
 *
 * @param status {@code active} when Cloudflare answers for it
 */
public record Zone(ZoneId id, Hostname name, String status) {

	public boolean active() {
		return this.status.equals("active");
	}

}
