package dev.postern.cloudflare.model;

import java.time.Instant;

import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel as Cloudflare describes it.
 *
 * @param status {@code inactive}, {@code degraded}, {@code healthy} or {@code down}: the
 * link from connector to edge, not whether a server behind it answers
 * @param remotelyManaged whether the configuration API rules it
 * @param deletedAt deleting is soft: a deleted tunnel can still be read
 */
public record Tunnel(TunnelId id, String name, String status, boolean remotelyManaged, @Nullable Instant createdAt,
		@Nullable Instant deletedAt) {
}
