package dev.postern.servers;

import java.time.Instant;

import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Standings;
import org.jspecify.annotations.Nullable;

/**
 * What tells servers of a long list apart and sorts them.
 *
 * @param cutOff whether it stands as wanted, and nobody gets through to it
 */
public record ServerKey(ServerId id, String name, TunnelId tunnel, Phase phase, boolean cutOff, Instant createdAt) {

	static ServerKey of(Server server, Standings standings) {
		return of(server.id(), server.spec().name(), server.spec().tunnel(), server.phase(), server.ruleVersion(),
				server.createdAt(), standings);
	}

	static ServerKey of(ServerId id, String name, TunnelId tunnel, Phase phase, @Nullable Integer ruleVersion,
			Instant createdAt, Standings standings) {
		boolean cutOff = phase == Phase.READY && standings.connection(tunnel, ruleVersion).cutOff();
		return new ServerKey(id, name, tunnel, phase, cutOff, createdAt);
	}

}
