package dev.postern.cloudflare;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.postern.cloudflare.budget.RequestBudget;
import dev.postern.cloudflare.budget.Sleeper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What the module finds around itself. */
@TestConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(CloudflareProperties.class)
public class CloudflareTestConfiguration {

	public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	@Bean
	Clock clock() {
		return Clock.fixed(NOW, ZoneOffset.UTC);
	}

	@Bean
	MeterRegistry meters() {
		return new SimpleMeterRegistry();
	}

	@Bean
	Sleeper pause() {
		return (duration) -> {
		};
	}

	@Bean
	RequestBudget budget() {
		return new RecordingBudget();
	}

}
