package dev.postern.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.postern.kernel.CachedReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/** Shows how far the import of logins is behind. */
@Component
class ImportMeters implements MeterBinder {

	private final CachedReading<ImportState> state;

	private final Clock clock;

	ImportMeters(HistoryOverview history, Clock clock) {
		this.state = new CachedReading<>(history::state);
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("postern.history.import.lag", this.state, (state) -> state.number(this::lag))
			.description("Age of the newest moment up to which all logins are imported")
			.baseUnit("seconds")
			.register(registry);
	}

	private double lag(ImportState state) {
		Instant until = state.importedUntil();
		return (until != null) ? Duration.between(until, this.clock.instant()).toMillis() / 1000.0 : Double.NaN;
	}

}
