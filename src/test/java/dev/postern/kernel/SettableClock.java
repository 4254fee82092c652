package dev.postern.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that a test sets. It stands still until the test lets time pass, or it runs
 * with the real time and the test moves it ahead of that.
 */
public final class SettableClock extends Clock {

	private volatile InstantSource source;

	/** A clock that stands at one time of day, the same in every run. */
	public SettableClock() {
		this(InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z")));
	}

	private SettableClock(InstantSource source) {
		this.source = source;
	}

	/** A clock that runs with the real time. */
	public static SettableClock running() {
		return new SettableClock(InstantSource.system());
	}

	/** Lets time pass, or takes it back. */
	public void goOn(Duration duration) {
		this.source = later(this.source, duration);
	}

	/** Has it stand at a time. */
	public void set(Instant now) {
		follow(InstantSource.fixed(now));
	}

	/** Has it tell what another one tells. */
	public void follow(InstantSource other) {
		this.source = other;
	}

	@Override
	public Instant instant() {
		return this.source.instant();
	}

	private static InstantSource later(InstantSource source, Duration duration) {
		return () -> source.instant().plus(duration);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
