package dev.postern.servers;

import java.util.Locale;
import java.util.Map;

import dev.postern.kernel.CachedReading;
import dev.postern.kernel.Phase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/** Shows how many servers are in each phase. */
@Component
class ServerMeters implements MeterBinder {

	private final CachedReading<Map<Phase, Long>> counts;

	ServerMeters(Servers servers) {
		this.counts = new CachedReading<>(servers::countByPhase);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Phase phase : Phase.values()) {
			Gauge
				.builder("postern.servers", this.counts,
						(counts) -> counts.number((servers) -> servers.getOrDefault(phase, 0L)))
				.description("Servers by phase")
				.tag("phase", phase.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
	}

}
