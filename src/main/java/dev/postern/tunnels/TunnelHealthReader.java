package dev.postern.tunnels;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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

	private final Cloudflare cloudflare;

	private final SeenTunnelNames names;

	private final Clock clock;

	private final Map<TunnelId, TunnelHealth> seen = new ConcurrentHashMap<>();

	private final Map<TunnelId, SharedRequest<TunnelHealth>> requests = new ConcurrentHashMap<>();

	TunnelHealthReader(Cloudflare cloudflare, SeenTunnelNames names, Clock clock) {
		this.cloudflare = cloudflare;
		this.names = names;
		this.clock = clock;
	}

	Optional<TunnelHealth> lastSeen(TunnelId id) {
		return Optional.ofNullable(this.seen.get(id));
	}

	/**
	 * The health of a tunnel, asked of Cloudflare unless that was just done.
	 * @throws CloudflareException when Cloudflare does not tell it soon
	 */
	TunnelHealth read(TunnelId id) {
		TunnelHealth last = this.seen.get(id);
		if (last != null && last.seenAt().plus(REMEMBERED).isAfter(this.clock.instant())) {
			return last;
		}
		try {
			return this.requests.computeIfAbsent(id, (key) -> new SharedRequest<>(() -> ask(key), this.clock))
				.awaitBriefly();
		}
		catch (CloudflareException.Missing ex) {
			this.requests.remove(id);
			throw ex;
		}
	}

	private TunnelHealth ask(TunnelId id) {
		TunnelHealth health = health(id);
		this.seen.put(id, health);
		this.names.note(List.of(health.tunnel()));
		return health;
	}

	private TunnelHealth health(TunnelId id) {
		KnownTunnel tunnel = KnownTunnel.of(this.cloudflare.tunnel(id));
		Integer configVersion = (tunnel.remotelyManaged() && !tunnel.deleted()) ? configVersion(id) : null;
		return new TunnelHealth(tunnel,
				this.cloudflare.connectors(id).stream().map(TunnelHealthReader::running).toList(), configVersion,
				this.clock.instant());
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

}
