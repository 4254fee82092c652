package dev.postern.tunnels;

import dev.postern.kernel.TunnelId;

/** Connectors of a tunnel were seen to run, where none was known of the last time. */
public record TunnelCameBack(TunnelId tunnel) {
}
