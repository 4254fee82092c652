package dev.postern.tunnels.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.RunningConnector;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelStatus;
import dev.postern.tunnels.cloudflared.ReleaseRemark;
import dev.postern.tunnels.lifecycle.OpenChange;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel with its connectors, as the API shows it.
 *
 * @param madeHere whether Postern made it
 * @param tokenRotatedAt when Postern last changed its token; {@code null} when it never
 * did
 * @param tokenRotationAskedAt when it was asked to; {@code null} when what came of it is
 * known
 * @param removalAskedAt when its removal was asked for; {@code null} when what came of it
 * is known
 * @param seenAt when Cloudflare was asked
 */
@Schema(name = "TunnelDetail")
record TunnelDetail(TunnelId id, String name, TunnelStatus status, boolean remotelyManaged, @Nullable Instant createdAt,
		@Nullable Instant deletedAt, boolean madeHere, @Nullable Instant tokenRotatedAt,
		@Nullable Instant tokenRotationAskedAt, @Nullable Instant removalAskedAt, List<Connector> connectors,
		Instant seenAt) {

	static TunnelDetail of(TunnelHealth health, boolean madeHere, @Nullable Instant rotatedAt,
			Optional<OpenChange> open, Instant now) {
		KnownTunnel tunnel = health.tunnel();
		return new TunnelDetail(tunnel.id(), tunnel.name(), tunnel.status(), tunnel.remotelyManaged(),
				tunnel.createdAt(), tunnel.deletedAt(), madeHere, rotatedAt,
				open.map(OpenChange::rotationAsked).orElse(null), open.map(OpenChange::removalAsked).orElse(null),
				health.connectors().stream().map((connector) -> Connector.of(connector, rotatedAt, now)).toList(),
				health.seenAt());
	}

	/**
	 * A connector that runs.
	 *
	 * @param version empty when Cloudflare does not say
	 * @param dataCentres where its connections end
	 * @param remarks what has to be known of its release
	 * @param olderToken whether it was started before the token was changed
	 */
	@Schema(name = "Connector")
	record Connector(String id, String version, @Nullable String platform, @Nullable String originIp,
			@Nullable Instant since, int connections, List<String> dataCentres, @Nullable Integer configVersion,
			List<ReleaseRemark> remarks, boolean olderToken) {

		static Connector of(RunningConnector connector, @Nullable Instant rotatedAt, Instant now) {
			return new Connector(connector.id(), connector.version(), connector.platform(), connector.originIp(),
					connector.runsSince(), connector.connections(), connector.locations(), connector.configVersion(),
					connector.remarks(now), connector.ranBefore(rotatedAt));
		}

	}

}
