package dev.postern.tunnels;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How a tunnel was when Cloudflare was last asked.
 *
 * @param connectors longest running first
 * @param configVersion the newest configuration; {@code null} when the tunnel is not
 * remotely managed
 */
public record TunnelHealth(KnownTunnel tunnel, List<RunningConnector> connectors, @Nullable Integer configVersion,
		Instant seenAt) {

	public TunnelHealth {
		connectors = connectors.stream()
			.sorted(Comparator.comparing(RunningConnector::runsSince, Comparator.nullsLast(Comparator.naturalOrder())))
			.toList();
	}

	/** Whether a connector still works by an older configuration than the newest. */
	public boolean lags(RunningConnector connector) {
		Integer has = connector.configVersion();
		return has != null && this.configVersion != null && !Objects.equals(has, this.configVersion);
	}

}
