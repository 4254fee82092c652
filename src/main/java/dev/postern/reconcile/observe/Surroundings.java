package dev.postern.reconcile.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * How a tunnel and the account's zones are. It only adds to what is told of servers, so
 * nothing waits for it: what cannot be read is not known.
 */
@Component
class Surroundings {

	private static final Logger log = LoggerFactory.getLogger(Surroundings.class);

	private static final Duration RECENT = Duration.ofMinutes(10);

	private final Cloudflare cloudflare;

	private final Clock clock;

	private final Map<TunnelId, Answer<Tunnel>> tunnels = new ConcurrentHashMap<>();

	private volatile @Nullable Answer<List<Zone>> zones;

	Surroundings(Cloudflare cloudflare, Clock clock) {
		this.cloudflare = cloudflare;
		this.clock = clock;
	}

	/**
	 * The zones that the token may see; empty when it may not list any.
	 * @param needed zones that an answer of some minutes ago has to hold, or it is too
	 * old
	 */
	List<Zone> zones(Freshness freshness, Set<ZoneId> needed) {
		Answer<List<Zone>> known = this.zones;
		if (known != null && serves(known, freshness)
				&& known.value().stream().map(Zone::id).collect(Collectors.toSet()).containsAll(needed)) {
			return known.value();
		}
		Optional<List<Zone>> asked = ask(this.cloudflare::zones);
		asked.ifPresent((value) -> this.zones = new Answer<>(value, this.clock.instant()));
		return asked.orElse(List.of());
	}

	Optional<Tunnel> tunnel(TunnelId tunnel, Freshness freshness) {
		Answer<Tunnel> known = this.tunnels.get(tunnel);
		if (known != null && serves(known, freshness)) {
			return Optional.of(known.value());
		}
		Optional<Tunnel> asked = ask(() -> this.cloudflare.tunnel(tunnel));
		asked.ifPresent((value) -> this.tunnels.put(tunnel, new Answer<>(value, this.clock.instant())));
		return asked;
	}

	private boolean serves(Answer<?> answer, Freshness freshness) {
		return switch (freshness) {
			case NOW -> false;
			case RECENT -> answer.at().plus(RECENT).isAfter(this.clock.instant());
		};
	}

	private static <T> Optional<T> ask(Supplier<T> question) {
		try {
			return Optional.of(question.get());
		}
		catch (CloudflareException.Throttled ex) {
			throw ex;
		}
		catch (CloudflareException ex) {
			log.debug("Cannot read what surrounds the servers said={}", ex.getMessage());
			return Optional.empty();
		}
	}

	private record Answer<T>(T value, Instant at) {
	}

}
