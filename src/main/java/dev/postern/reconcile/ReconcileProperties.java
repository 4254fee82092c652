package dev.postern.reconcile;

import java.time.Duration;

import dev.postern.jobs.Backoff;
import dev.postern.kernel.WrongSetting;
import dev.postern.reconcile.plan.Guard;
import dev.postern.reconcile.plan.Mode;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Postern keeps Cloudflare as it should be.
 *
 * @param mode what it may do by itself
 * @param deletionBrake a run that would take down more servers than this waits for a
 * person
 * @param driftEvery the pause between two looks at a tunnel that nobody edits
 * @param keepRuns how long the history of runs is kept
 * @param retryFirst the pause after a first failure; it doubles with each further one
 * @param retryLongest the longest pause between two tries
 * @param patience how long something that Cloudflare refuses is tried again before its
 * server counts as held
 * @param readLag how long what was made may not be shown yet, and what was removed still
 * be
 * @param enforcementDelay how long a new application may not be asked everywhere yet, so
 * that nothing leads to its server; a minute at Cloudflare itself when it is not set
 */
@Validated
@ConfigurationProperties("postern.reconcile")
public record ReconcileProperties(@DefaultValue("FULL") Mode mode, @DefaultValue("5") @Min(0) int deletionBrake,
		@DefaultValue("15m") Duration driftEvery, @DefaultValue("90d") Duration keepRuns,
		@DefaultValue("1s") Duration retryFirst, @DefaultValue("5m") Duration retryLongest,
		@DefaultValue("1m") Duration patience, @DefaultValue("1m") Duration readLag,
		@Nullable Duration enforcementDelay) {

	public ReconcileProperties {
		WrongSetting.refuseUnlessPositive("postern.reconcile.drift-every", driftEvery, "15m");
		WrongSetting.refuseUnlessPositive("postern.reconcile.keep-runs", keepRuns, "90d");
		WrongSetting.refuseUnlessPositive("postern.reconcile.retry-first", retryFirst, "1s");
		WrongSetting.refuseUnlessPositive("postern.reconcile.retry-longest", retryLongest, "5m");
		WrongSetting.refuseUnlessPositive("postern.reconcile.patience", patience, "1m");
		WrongSetting.refuseUnlessPositive("postern.reconcile.read-lag", readLag, "1m");
		if (enforcementDelay != null && enforcementDelay.isNegative()) {
			throw new WrongSetting("postern.reconcile.enforcement-delay",
					"must not be negative: 1m, for example, or 0s, not %s.".formatted(enforcementDelay));
		}
	}

	/** What may be done without asking. */
	public Guard guard(boolean braked) {
		return new Guard(this.mode, braked);
	}

	/** Whether it only looks, and makes and removes nothing even when asked to. */
	public boolean observesOnly() {
		return this.mode == Mode.OBSERVE;
	}

	/** Pauses between tries, which double with each failure in a row. */
	public Backoff backoff() {
		return new Backoff(this.retryFirst, this.retryLongest);
	}

}
