package dev.postern.servicetokens.web;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the form for a rotation sends.
 *
 * @param version the version of the service token that was looked at
 * @param hours how long the old secret goes on to work
 * @param extend whether the service token lasts for its lifetime again
 */
record RotationForm(@Nullable Integer version, @Nullable Integer hours, @Nullable Boolean extend) {

	@Nullable Instant previousUntil(Instant now) {
		return (this.hours == null || this.hours == 0) ? null : now.plus(Duration.ofHours(this.hours));
	}

	boolean lastsAgain() {
		return Boolean.TRUE.equals(this.extend);
	}

}
