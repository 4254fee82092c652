package dev.postern.servers;

import java.time.Instant;

import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * The time for which a hostname was that of a server.
 *
 * @param name what the server is called now, or was called last
 * @param from when it was registered
 * @param until when its removal was asked for; {@code null} while it stays
 */
public record ServerLife(ServerId id, String name, String hostname, Instant from, @Nullable Instant until) {
}
