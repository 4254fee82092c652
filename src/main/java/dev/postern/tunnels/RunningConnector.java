package dev.postern.tunnels;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final Pattern RELEASE = Pattern.compile("(\\d{4})\\.(\\d{1,2})\\..*");

	private static final int SUPPORTED_MONTHS = 12;

	public RunningConnector {
		locations = List.copyOf(locations);
	}

	/** Whether it lost some of its connections. */
	public boolean isDegraded() {
		return this.connections < HEALTHY;
	}

	/** Whether its release is so old that Cloudflare does not support it any more. */
	public boolean isOutdated(Instant now) {
		Matcher release = RELEASE.matcher(this.version);
		if (!release.matches()) {
			return false;
		}
		try {
			YearMonth released = YearMonth.of(Integer.parseInt(release.group(1)), Integer.parseInt(release.group(2)));
			return released.plusMonths(SUPPORTED_MONTHS).isBefore(YearMonth.from(now.atZone(ZoneOffset.UTC)));
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

}
