package dev.postern.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.postern.kernel.CachedReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/** Shows how far the import of logins is behind, and how much of it cannot be read. */
@Component
class ImportMeters implements MeterBinder {

	private final CachedReading<ImportState> state;

	private final CachedReading<Long> unreadable;

	private final Clock clock;

	ImportMeters(HistoryOverview history, UnreadableLogins unreadable, Clock clock) {
		this.state = new CachedReading<>(history::state);
		this.unreadable = new CachedReading<>(unreadable::count);
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("postern.history.import.lag", this.state, (state) -> state.number(this::lag))
			.description("Age of the newest moment up to which all logins are imported")
			.baseUnit("seconds")
			.register(registry);
		Gauge
			.builder("postern.history.unreadable", this.unreadable,
					(unreadable) -> unreadable.number(Long::doubleValue))
			.description("Entries of Cloudflare's login log that are kept but cannot be read")
			.baseUnit("entries")
			.register(registry);
	}

	private double lag(ImportState state) {
		Instant until = state.importedUntil();
		return (until != null) ? Duration.between(until, this.clock.instant()).toMillis() / 1000.0 : Double.NaN;
	}

}
