package dev.postern.history;

import java.time.Duration;

import dev.postern.kernel.WrongSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How logins are imported and kept.
 *
 * @param pollEvery pause between two imports
 * @param keep how long logins are kept; whole months are dropped
 * @param retention how long Cloudflare keeps them, which depends on the plan: 24 hours on
 * Free, 30 days on Standard, 180 days on Enterprise
 * @param overlap how far an import looks back behind the last one, for entries that
 * Cloudflare shows a little late
 * @param sweepEvery pause between the beginnings of two looks over the whole retention,
 * for entries that Cloudflare shows much later
 * @param alarmAfter time without an import after which the history is said to have a gap
 */
@ConfigurationProperties("postern.history")
record HistoryProperties(@DefaultValue("1m") Duration pollEvery, @DefaultValue("365d") Duration keep,
		@DefaultValue("24h") Duration retention, @DefaultValue("2m") Duration overlap,
		@DefaultValue("1h") Duration sweepEvery, @DefaultValue("10m") Duration alarmAfter) {

	/** The database drops nothing that is younger, whoever asks. */
	private static final Duration SHORTEST_KEEP = Duration.ofDays(1);

	/** The database makes no room for months from longer ago. */
	private static final Duration LONGEST_RETENTION = Duration.ofDays(3650);

	HistoryProperties {
		WrongSetting.refuseUnlessPositive("postern.history.poll-every", pollEvery, "1m");
		WrongSetting.refuseUnlessPositive("postern.history.keep", keep, "365d");
		WrongSetting.refuseUnlessPositive("postern.history.retention", retention, "24h");
		WrongSetting.refuseUnlessPositive("postern.history.overlap", overlap, "2m");
		WrongSetting.refuseUnlessPositive("postern.history.sweep-every", sweepEvery, "1h");
		WrongSetting.refuseUnlessPositive("postern.history.alarm-after", alarmAfter, "10m");
		if (keep.compareTo(SHORTEST_KEEP) < 0) {
			throw new WrongSetting("postern.history.keep", "must be at least 1d, not %s.".formatted(keep));
		}
		if (retention.compareTo(LONGEST_RETENTION) > 0) {
			throw new WrongSetting("postern.history.retention", "must be at most 3650d, not %s.".formatted(retention));
		}
		if (keep.compareTo(retention) < 0) {
			throw new WrongSetting("postern.history.keep",
					"must be at least postern.history.retention, which is %s, not %s.".formatted(retention, keep));
		}
	}

}
