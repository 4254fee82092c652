package dev.postern.tunnels;

/**
 * The link from a tunnel's connectors to Cloudflare's edge; it says nothing about the
 * servers behind them.
 */
public enum TunnelStatus {

	/** Connected as it should be. */
	HEALTHY,
	/** Connected, but not with all its connections. */
	DEGRADED,
	/** It ran once and is not connected now. */
	DOWN,
	/** It never ran. */
	INACTIVE,
	/** Cloudflare says something that Postern does not know. */
	UNKNOWN;

	static TunnelStatus of(String wire) {
		return switch (wire) {
			case "healthy" -> HEALTHY;
			case "degraded" -> DEGRADED;
			case "down" -> DOWN;
			case "inactive" -> INACTIVE;
			default -> UNKNOWN;
		};
	}

}
