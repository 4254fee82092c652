package dev.postern.jobs;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.postern.kernel.CachedReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows how many jobs wait, and for how long. */
@Component
class JobMeters implements MeterBinder {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final CachedReading<Backlog> backlog = new CachedReading<>(this::read);

	JobMeters(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("postern.jobs.due", this.backlog, (backlog) -> backlog.number(Backlog::due))
			.description("Jobs whose time has come and that no instance has taken yet")
			.register(registry);
		Gauge
			.builder("postern.jobs.delay", this.backlog,
					(backlog) -> backlog.number((jobs) -> jobs.delay().toMillis() / 1000.0))
			.description("How long the oldest job that is due has waited")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("postern.jobs.failing", this.backlog, (backlog) -> backlog.number(Backlog::failing))
			.description("Jobs whose last run failed and that are tried again")
			.register(registry);
	}

	private Backlog read() {
		Instant now = this.clock.instant();
		return this.jdbc.sql("""
				SELECT count(*) FILTER (WHERE execution_time <= :now AND NOT picked) AS due,
				       min(execution_time) FILTER (WHERE execution_time <= :now AND NOT picked) AS oldest,
				       count(*) FILTER (WHERE consecutive_failures > 0) AS failing
				  FROM scheduled_tasks""").param("now", Timestamp.from(now)).query((rs, row) -> {
			Timestamp oldest = rs.getTimestamp("oldest");
			Duration delay = (oldest != null) ? Duration.between(oldest.toInstant(), now) : Duration.ZERO;
			return new Backlog(rs.getLong("due"), delay, rs.getLong("failing"));
		}).single();
	}

	private record Backlog(long due, Duration delay, long failing) {
	}

}
