package dev.postern.tunnels.lifecycle;

import java.time.Instant;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareTunnels;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.lifecycle.TokenRotation.Connections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Closes the connections of a tunnel that has another token. Without an answer that stays
 * noted and is told; nothing is asked a second time (I4).
 */
@Component
class TunnelConnections {

	private static final Logger log = LoggerFactory.getLogger(TunnelConnections.class);

	private final CloudflareTunnels cloudflare;

	private final TunnelChanges changes;

	private final Tunnels tunnels;

	TunnelConnections(CloudflareTunnels cloudflare, TunnelChanges changes, Tunnels tunnels) {
		this.cloudflare = cloudflare;
		this.changes = changes;
		this.tunnels = tunnels;
	}

	/**
	 * Asks once. Whether or not this comes to pass, the token is another one.
	 * @param asked since when it is noted that they are to be closed
	 */
	Connections close(TunnelId tunnel, Instant asked) {
		try {
			this.cloudflare.closeConnections(tunnel);
			this.changes.closed(tunnel, asked);
			return Connections.CLOSED;
		}
		catch (CloudflareException ex) {
			log.warn("Connections of a tunnel may not be closed id={} said={}", tunnel, ex.getMessage());
			return Connections.NOT_KNOWN;
		}
		finally {
			this.tunnels.forgetHealth(tunnel);
		}
	}

}
