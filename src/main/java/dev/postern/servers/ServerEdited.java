package dev.postern.servers;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;

/**
 * What is wanted of a server has changed; published inside the transaction of the edit.
 *
 * @param hostname the one that it has now
 * @param from the tunnel it was on; the same as {@code to} when it stays
 * @param to the tunnel it is on now
 */
public record ServerEdited(ServerId server, Hostname hostname, TunnelId from, TunnelId to) {
}
