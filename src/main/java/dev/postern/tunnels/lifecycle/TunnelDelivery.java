package dev.postern.tunnels.lifecycle;

import dev.postern.kernel.TunnelId;

/** What came of asking for a tunnel. */
public sealed interface TunnelDelivery {

	/** What it is called. */
	String name();

	/** Cloudflare has it. */
	record Made(TunnelId id, String name) implements TunnelDelivery {
	}

	/** No answer came, and the tunnel is not seen yet; a later look finds it. */
	record Lost(String name) implements TunnelDelivery {
	}

}
