package dev.postern.cloudflare;

import java.time.Clock;

import javax.sql.DataSource;

import dev.postern.kernel.CachedReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;

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
	SharedBudget requestBudget(DataSource database, CloudflareProperties properties, Clock clock, Pause pause) {
		return new SharedBudget(database, properties.requestsPerWindow(), clock, pause);
	}

	@Bean
	MeterBinder requestBudgetMeters(SharedBudget budget) {
		CachedReading<Long> left = new CachedReading<>(budget::left);
		return (meters) -> Gauge
			.builder("postern.cloudflare.budget.remaining", left, (reading) -> reading.number(Long::doubleValue))
			.description("Requests that all instances together may send at once now")
			.strongReference(true)
			.register(meters);
	}

}
