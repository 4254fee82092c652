package dev.postern.connect.ports;

import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/**
 * Port 22 of a server.
 *
 * @param newest {@code null} when nobody has tried it yet
 */
public record ServerPort(Server server, PortState state, @Nullable PortCheck newest) {
}
