package dev.postern.ui;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a page asks by itself for what it waits for: quickly at first, and not for
 * ever, since nobody closes some pages.
 *
 * @param until when it stops
 */
public record Watch(Instant until, Instant now) {

	private static final Duration LONGEST = Duration.ofMinutes(30);

	private static final Duration QUICK = Duration.ofMinutes(2);

	/** Of a page that somebody has just opened. */
	public static Watch from(Instant now) {
		return new Watch(now.plus(LONGEST), now);
	}

	/**
	 * Of a page that goes on.
	 * @param end what {@link #end()} was
	 */
	public static Watch until(long end, Instant now) {
		return new Watch(Instant.ofEpochSecond(Math.clamp(end, 0, now.plus(LONGEST).getEpochSecond())), now);
	}

	/** When it stops, as it stands in addresses. */
	public long end() {
		return this.until.getEpochSecond();
	}

	public boolean goesOn() {
		return this.now.isBefore(this.until);
	}

	/** For what may come at any moment; empty when it is over. */
	public String soon() {
		boolean quick = this.now.isBefore(this.until.minus(LONGEST).plus(QUICK));
		return quick ? "every 3s" : later();
	}

	/** For what takes minutes; empty when it is over. */
	public String later() {
		return goesOn() ? "every 15s" : "";
	}

}
