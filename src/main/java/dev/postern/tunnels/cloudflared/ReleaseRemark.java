package dev.postern.tunnels.cloudflared;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What people have to know of the release that a connector runs. */
public enum ReleaseRemark {

	/** More than a year old: Cloudflare does not support it any more. */
	UNSUPPORTED,
	/**
	 * Services that {@code cloudflared service install} set up with it show the tunnel's
	 * token to everybody on their machine, in the list of processes.
	 */
	SHOWS_TOKEN,
	/** Nothing of what is known here can be said of it. */
	NOT_KNOWN;

	private static final int SUPPORTED_MONTHS = 12;

	private static final CloudflaredVersion TOKEN_FILE = new CloudflaredVersion(2026, 7, 2);

	private static final CloudflaredVersion TOKEN_FILE_ON_WINDOWS = new CloudflaredVersion(2026, 7, 3);

	/**
	 * All that is to be said of a release.
	 * @param version as Cloudflare tells it; empty when it does not
	 * @param platform for example {@code linux_amd64}; {@code null} when it is not told
	 */
	public static List<ReleaseRemark> of(String version, @Nullable String platform, Instant now) {
		Optional<CloudflaredVersion> told = CloudflaredVersion.of(version);
		if (told.isEmpty()) {
			return List.of(NOT_KNOWN);
		}
		List<ReleaseRemark> remarks = new ArrayList<>();
		YearMonth today = YearMonth.from(now.atZone(ZoneOffset.UTC));
		if (told.get().released().plusMonths(SUPPORTED_MONTHS).isBefore(today)) {
			remarks.add(UNSUPPORTED);
		}
		if (told.get().compareTo(isWindows(platform) ? TOKEN_FILE_ON_WINDOWS : TOKEN_FILE) < 0) {
			remarks.add(SHOWS_TOKEN);
		}
		return remarks;
	}

	private static boolean isWindows(@Nullable String platform) {
		return platform != null && platform.toLowerCase(Locale.ROOT).startsWith("windows");
	}

	/** Names its text. */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
