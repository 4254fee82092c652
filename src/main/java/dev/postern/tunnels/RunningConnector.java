package dev.postern.tunnels;

import java.time.Instant;
import java.util.List;

import dev.postern.tunnels.cloudflared.ReleaseRemark;
import org.jspecify.annotations.Nullable;

/**
 * A running {@code cloudflared} next to the servers.
 *
 * @param version for example {@code 2026.8.2}; empty when it does not say
 * @param connections to Cloudflare's edge; a healthy connector holds {@value #HEALTHY}
 * @param locations the data centres at their other ends
 * @param configVersion the configuration that it works by; {@code null} when it does not
 * say
 */
public record RunningConnector(String id, String version, @Nullable String platform, @Nullable Instant runsSince,
		int connections, List<String> locations, @Nullable String originIp, @Nullable Integer configVersion) {

	/** How many connections a healthy connector holds. */
	public static final int HEALTHY = 4;

	public RunningConnector {
		locations = List.copyOf(locations);
	}

	/** Whether it lost some of its connections. */
	public boolean isDegraded() {
		return this.connections < HEALTHY;
	}

	/** What people have to know of its release. */
	public List<ReleaseRemark> remarks(Instant now) {
		return ReleaseRemark.of(this.version, this.platform, now);
	}

	/** Whether it was started before a moment, as far as that is told. */
	public boolean ranBefore(@Nullable Instant moment) {
		return moment != null && this.runsSince != null && this.runsSince.isBefore(moment);
	}

}
