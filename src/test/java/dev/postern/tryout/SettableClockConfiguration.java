package dev.postern.tryout;

import dev.postern.kernel.SettableClock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Lets a test say what time it is for the application. */
@TestConfiguration(proxyBeanMethods = false)
public class SettableClockConfiguration {

	@Bean
	@Primary
	SettableClock settableClock() {
		return SettableClock.running();
	}

}
