package dev.postern.cloudflare.budget;

import java.time.Clock;

import javax.sql.DataSource;

import dev.postern.cloudflare.CloudflareProperties;
import dev.postern.kernel.CachedReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;

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
	SharedRequestBudget requestBudget(DataSource database, CloudflareProperties properties, Clock clock,
			Sleeper sleeper) {
		return new SharedRequestBudget(database, properties.requestsPerWindow(), clock, sleeper);
	}

	@Bean
	MeterBinder requestBudgetMeters(SharedRequestBudget budget) {
		CachedReading<Long> left = new CachedReading<>(budget::left);
		return (meters) -> Gauge
			.builder("postern.cloudflare.budget.remaining", left, (reading) -> reading.number(Long::doubleValue))
			.description("Requests that all instances together may send at once now")
			.strongReference(true)
			.register(meters);
	}

}
