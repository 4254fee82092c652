package dev.postern.tunnels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.Connector;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Looks at the connectors of single tunnels, and not again for a few seconds. */
@Component
class TunnelHealthReader {

	private static final Duration REMEMBERED = Duration.ofSeconds(10);

	/** How long those who wait for a connector ask for connectors alone. */
	private static final Duration WHOLE_REMEMBERED = Duration.ofMinutes(1);

	private final Cloudflare cloudflare;

	private final SeenTunnelNames names;

	private final TunnelStandings standings;

	private final Clock clock;

	private final Map<TunnelId, Seen> seen = new ConcurrentHashMap<>();

	private final Map<TunnelId, SharedRequest<TunnelHealth>> requests = new ConcurrentHashMap<>();

	private final Map<TunnelId, SharedRequest<TunnelHealth>> waits = new ConcurrentHashMap<>();

	TunnelHealthReader(Cloudflare cloudflare, SeenTunnelNames names, TunnelStandings standings, Clock clock) {
		this.cloudflare = cloudflare;
		this.names = names;
		this.standings = standings;
		this.clock = clock;
	}

	Optional<TunnelHealth> lastSeen(TunnelId id) {
		return Optional.ofNullable(this.seen.get(id)).map(Seen::health);
	}

	void forget(TunnelId id) {
		this.seen.remove(id);
	}

	/**
	 * The health of a tunnel, asked of Cloudflare unless that was just done.
	 * @throws CloudflareException when Cloudflare does not tell it soon
	 */
	TunnelHealth read(TunnelId id) {
		Seen last = this.seen.get(id);
		return (last != null && isWithin(last.wholeAt(), REMEMBERED)) ? last.health()
				: shared(this.requests, id, this::ask);
	}

	/**
	 * The health of a tunnel for those who ask again and again until a connector comes:
	 * while none has, Cloudflare is asked for connectors alone (I8).
	 * @throws CloudflareException when Cloudflare does not tell it soon
	 */
	TunnelHealth readWaiting(TunnelId id) {
		Seen last = this.seen.get(id);
		if (last == null || !isWithin(last.wholeAt(), WHOLE_REMEMBERED)) {
			return read(id);
		}
		TunnelHealth health = last.health();
		boolean waits = !health.tunnel().deleted() && health.connectors().isEmpty();
		return (!waits || isWithin(health.seenAt(), REMEMBERED)) ? health
				: shared(this.waits, id, this::askForConnectors);
	}

	private TunnelHealth shared(Map<TunnelId, SharedRequest<TunnelHealth>> all, TunnelId id,
			Function<TunnelId, TunnelHealth> source) {
		try {
			return all.computeIfAbsent(id, (key) -> new SharedRequest<>(() -> source.apply(key), this.clock))
				.awaitBriefly();
		}
		catch (CloudflareException.Missing ex) {
			all.remove(id);
			throw ex;
		}
	}

	private boolean isWithin(Instant at, Duration age) {
		return at.plus(age).isAfter(this.clock.instant());
	}

	/**
	 * Notes which rules the connectors of a tunnel have, and asks for nothing else.
	 * @throws CloudflareException when Cloudflare does not tell
	 */
	void lookAtConnectors(TunnelId id) {
		Instant asked = this.clock.instant();
		this.standings.sawConnectors(id, connectors(id), asked);
	}

	private TunnelHealth ask(TunnelId id) {
		Instant asked = this.clock.instant();
		TunnelHealth health = health(id);
		this.seen.put(id, new Seen(health, health.seenAt()));
		this.names.note(List.of(health.tunnel()));
		this.standings.saw(List.of(health.tunnel()), asked);
		this.standings.sawConnectors(id, health.connectors(), asked);
		return health;
	}

	private TunnelHealth askForConnectors(TunnelId id) {
		Seen last = this.seen.get(id);
		Instant asked = this.clock.instant();
		List<RunningConnector> connectors = connectors(id);
		if (last == null || !connectors.isEmpty()) {
			return ask(id);
		}
		this.standings.sawConnectors(id, connectors, asked);
		TunnelHealth health = new TunnelHealth(last.health().tunnel(), connectors, last.health().configVersion(),
				this.clock.instant());
		this.seen.put(id, new Seen(health, last.wholeAt()));
		return health;
	}

	private TunnelHealth health(TunnelId id) {
		KnownTunnel tunnel = KnownTunnel.of(this.cloudflare.tunnel(id));
		Integer configVersion = (tunnel.remotelyManaged() && !tunnel.deleted()) ? configVersion(id) : null;
		return new TunnelHealth(tunnel, connectors(id), configVersion, this.clock.instant());
	}

	private List<RunningConnector> connectors(TunnelId id) {
		return this.cloudflare.connectors(id).stream().map(TunnelHealthReader::running).toList();
	}

	private @Nullable Integer configVersion(TunnelId id) {
		try {
			return this.cloudflare.configuration(id).version();
		}
		catch (CloudflareException.Missing ex) {
			return null;
		}
	}

	private static RunningConnector running(Connector connector) {
		return new RunningConnector(connector.id(), connector.version(), connector.arch(), connector.runAt(),
				connector.connections(), connector.locations(), connector.originIp(), connector.configVersion());
	}

	/** What was seen last, and when all of it was asked for. */
	private record Seen(TunnelHealth health, Instant wholeAt) {
	}

}
