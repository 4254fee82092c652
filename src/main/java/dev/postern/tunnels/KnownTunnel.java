package dev.postern.tunnels;

import java.time.Instant;

import dev.postern.cloudflare.model.Tunnel;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel of the account as it was when Cloudflare was last asked.
 *
 * @param remotelyManaged whether Postern can rule it; one that reads its rules from a
 * file on its own machine can't be
 * @param deletedAt deleting is soft: Cloudflare still knows a deleted tunnel
 */
public record KnownTunnel(TunnelId id, String name, TunnelStatus status, boolean remotelyManaged,
		@Nullable Instant createdAt, @Nullable Instant deletedAt) {

	public static KnownTunnel of(Tunnel tunnel) {
		return new KnownTunnel(tunnel.id(), tunnel.name(), TunnelStatus.of(tunnel.status()), tunnel.remotelyManaged(),
				tunnel.createdAt(), tunnel.deletedAt());
	}

	/** What people call it: its id where Cloudflare tells no name. */
	public String label() {
		return this.name.isBlank() ? this.id.toString() : this.name.strip();
	}

	public boolean deleted() {
		return this.deletedAt != null;
	}

	/** Whether no connector of it was running. */
	public boolean unconnected() {
		return this.status == TunnelStatus.DOWN || this.status == TunnelStatus.INACTIVE;
	}

}
