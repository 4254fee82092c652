package dev.postern.servers;

import java.time.Instant;

import dev.postern.kernel.SettableClock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Starts the application long before all times that tests set, so that what it asked
 * Cloudflare for at its start is old.
 */
@TestConfiguration(proxyBeanMethods = false)
class RegistryClock {

	@Bean
	@Primary
	SettableClock registryClock() {
		SettableClock clock = new SettableClock();
		clock.set(Instant.EPOCH.minusSeconds(86_400));
		return clock;
	}

}
