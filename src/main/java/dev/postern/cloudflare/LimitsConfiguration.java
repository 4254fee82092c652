package dev.postern.cloudflare;

import java.time.Clock;

import javax.sql.DataSource;

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
