package dev.postern.cloudflare.model;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;

/**
 * A DNS zone of the account.
 *
 * @param status {@code active} when Cloudflare answers for it; else {@code initializing},
 * {@code pending}, {@code moved}; empty when Cloudflare does not say
 * @param paused whether Cloudflare only answers and passes nothing through itself
 * @param type {@code full}, or {@code partial} when another provider answers for its
 * names, or {@code secondary} when its records come from another server
 */
public record Zone(ZoneId id, Hostname name, String status, boolean paused, String type) {

	/** Whether Cloudflare answers for its names, as far as it says. */
	public boolean active() {
		return this.status.isEmpty() || this.status.equals("active");
	}

	/** Whether its records come from another server. */
	public boolean secondary() {
		return this.type.equals("secondary");
	}

}
