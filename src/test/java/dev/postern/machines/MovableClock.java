package dev.postern.machines;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The real time, and more when a test lets time pass. */
final class MovableClock extends Clock {

	private volatile Duration passed = Duration.ZERO;

	void pass(Duration time) {
		this.passed = this.passed.plus(time);
	}

	@Override
	public Instant instant() {
		return Clock.systemUTC().instant().plus(this.passed);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		@Primary
		MovableClock movableClock() {
			return new MovableClock();
		}

	}

}
