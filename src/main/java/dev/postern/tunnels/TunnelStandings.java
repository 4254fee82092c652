package dev.postern.tunnels;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import dev.postern.cloudflare.model.Tunnel;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.tables.PageReads;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers how tunnels and their connectors were, whoever looked at them for whatever
 * reason. Asks Cloudflare nothing.
 */
@Component
public class TunnelStandings {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	/** How often this instance has noted something, whichever thread did. */
	private final AtomicLong changes = new AtomicLong();

	TunnelStandings(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	/** How all tunnels were when somebody last looked, in one read. */
	public Standings now() {
		return PageReads.once(List.of(this, this.changes.get()), this::read);
	}

	private Standings read() {
		Map<TunnelId, TunnelStanding> found = new HashMap<>();
		this.jdbc.sql("SELECT tunnel_id, state, seen_at, applied_version FROM tunnel_standing")
			.query((row, number) -> Map.entry(new TunnelId(row.getObject("tunnel_id", UUID.class)),
					new TunnelStanding(TunnelStanding.State.valueOf(row.getString("state")),
							row.getTimestamp("seen_at").toInstant(), row.getObject("applied_version", Integer.class))))
			.list()
			.forEach((entry) -> found.put(entry.getKey(), entry.getValue()));
		return new Standings(found, this.clock.instant());
	}

	/** Notes what was seen of a tunnel by another room. */
	public void saw(Tunnel tunnel, Instant at) {
		saw(List.of(KnownTunnel.of(tunnel)), at);
	}

	/**
	 * Notes what was seen of tunnels at a time. Which rules their connectors have is
	 * forgotten with the last connector.
	 */
	void saw(Collection<KnownTunnel> tunnels, Instant at) {
		if (tunnels.isEmpty()) {
			return;
		}
		Map<TunnelId, TunnelStanding> before = read().tunnels();
		this.jdbc.sql("""
				INSERT INTO tunnel_standing AS standing (tunnel_id, state, seen_at)
				SELECT seen.tunnel_id, seen.state, :at FROM unnest(:tunnels, :states) AS seen (tunnel_id, state)
				ON CONFLICT ON CONSTRAINT tunnel_standing_pk DO UPDATE
				SET state = excluded.state, seen_at = excluded.seen_at,
				    applied_version = CASE WHEN excluded.state IN ('HEALTHY', 'DEGRADED')
				                           THEN standing.applied_version END
				WHERE standing.seen_at <= excluded.seen_at""")
			.param("at", Timestamp.from(at))
			.param("tunnels", tunnels.stream().map((tunnel) -> tunnel.id().value()).toArray(UUID[]::new))
			.param("states",
					tunnels.stream().map((tunnel) -> TunnelStanding.State.of(tunnel).name()).toArray(String[]::new))
			.update();
		this.changes.incrementAndGet();
		tunnels.stream()
			.filter((tunnel) -> TunnelStanding.State.of(tunnel).connected() && !wasConnected(before.get(tunnel.id())))
			.forEach((tunnel) -> this.events.publishEvent(new TunnelCameBack(tunnel.id())));
	}

	private static boolean wasConnected(@Nullable TunnelStanding before) {
		return before != null && before.state().connected();
	}

	/**
	 * Notes which rules the connectors of a tunnel have. What is older than was noted
	 * already is let go; connectors that say nothing are passed over.
	 */
	void sawConnectors(TunnelId tunnel, Collection<RunningConnector> connectors, Instant at) {
		Integer applied = connectors.stream()
			.map(RunningConnector::configVersion)
			.filter(Objects::nonNull)
			.min(Integer::compare)
			.orElse(null);
		this.jdbc.sql("""
				UPDATE tunnel_standing SET applied_version = CAST(:applied AS integer), connectors_seen_at = :at
				 WHERE tunnel_id = :tunnel AND (connectors_seen_at IS NULL OR connectors_seen_at <= :at)""")
			.param("applied", applied)
			.param("at", Timestamp.from(at))
			.param("tunnel", tunnel.value())
			.update();
		this.changes.incrementAndGet();
		if (applied != null) {
			this.events.publishEvent(new ConnectorsSeen(tunnel, applied, at));
		}
	}

}
