package dev.postern.cloudflare.budget;

import java.time.Clock;

import javax.sql.DataSource;

import dev.postern.cloudflare.CloudflareProperties;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what holds requests back. */
@Configuration(proxyBeanMethods = false)
class BudgetConfiguration {

	@Bean
	Sleeper cloudflarePause() {
		return Thread::sleep;
	}

	@Bean
	RequestBudget requestBudget(DataSource database, CloudflareProperties properties, Clock clock, Sleeper sleeper) {
		return new SharedRequestBudget(database, properties.requestsPerWindow(), clock, sleeper);
	}

}
