package dev.postern.cloudflare.budget;

import java.time.Clock;

import javax.sql.DataSource;

import dev.postern.cloudflare.CloudflareProperties;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what holds requests back. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

	@Bean
	Pause cloudflarePause() {
		return Thread::sleep;
	}

	@Bean
	Budget requestBudget(DataSource database, CloudflareProperties properties, Clock clock, Pause pause) {
		return new SharedBudget(database, properties.requestsPerWindow(), clock, pause);
	}

}
