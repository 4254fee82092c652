package dev.postern.connect.evidence;

import java.time.Instant;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * The server that evidence is about.
 *
 * @param hostname the one that it has, or had last
 * @param renamed when it got that; {@code null} when it had it from the beginning, or
 * that is too long ago
 * @param removed when its removal was asked for; {@code null} while it stays
 */
public record EvidencedServer(ServerId id, String name, Hostname hostname, Instant registered,
		@Nullable Instant renamed, @Nullable Instant removed) {
}
