package dev.postern.servers;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;

/**
 * What is wanted of a server has changed; published inside the transaction of the edit.
 *
 * @param from the tunnel it was on; the same as {@code to} when it stays
 * @param to the tunnel it is on now
 */
public record ServerEdited(ServerId server, TunnelId from, TunnelId to) {
}
