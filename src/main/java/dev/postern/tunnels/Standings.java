package dev.postern.tunnels;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * How all tunnels were when somebody last looked, read at one moment.
 *
 * @param now the moment
 */
public record Standings(Map<TunnelId, TunnelStanding> tunnels, Instant now) {

	private static final int NO_RULE = -1;

	public Standings {
		tunnels = Map.copyOf(tunnels);
	}

	/**
	 * Whether people get through a tunnel to what a rule of it leads to.
	 * @param version the configuration that brought the rule; {@code null} when that is
	 * long ago
	 */
	public Connection connection(TunnelId tunnel, @Nullable Integer version) {
		TunnelStanding standing = this.tunnels.get(tunnel);
		return (standing != null) ? standing.connection(version, this.now)
				: new Connection(Connection.State.NOT_KNOWN, null);
	}

	/** What a rule that is still to be written would meet. */
	public Connection connection(TunnelId tunnel) {
		return connection(tunnel, null);
	}

	/**
	 * The newest configuration that gets people through, of each tunnel where that may
	 * not be the newest of all; less than any where none does.
	 */
	public Map<TunnelId, Integer> limits() {
		Map<TunnelId, Integer> limits = new HashMap<>();
		this.tunnels.forEach((tunnel, standing) -> {
			if (connection(tunnel).cutOff()) {
				limits.put(tunnel, NO_RULE);
			}
			else if (connection(tunnel, Integer.MAX_VALUE).cutOff() && standing.appliedVersion() != null) {
				limits.put(tunnel, standing.appliedVersion());
			}
		});
		return limits;
	}

}
