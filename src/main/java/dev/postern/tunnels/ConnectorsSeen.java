package dev.postern.tunnels;

import java.time.Instant;

import dev.postern.kernel.TunnelId;

/**
 * Somebody looked at the connectors of a tunnel.
 *
 * @param version the configuration that the one has which is furthest behind
 */
public record ConnectorsSeen(TunnelId tunnel, int version, Instant at) {
}
