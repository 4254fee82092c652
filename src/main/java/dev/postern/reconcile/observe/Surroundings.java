package dev.postern.reconcile.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.tunnels.TunnelStandings;
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

	private final TunnelStandings standings;

	private final Clock clock;

	private final Map<TunnelId, Answer<Tunnel>> tunnels = new ConcurrentHashMap<>();

	private final Lock askingForZones = new ReentrantLock();

	private volatile @Nullable Answer<List<Zone>> zones;

	private volatile @Nullable Instant zonesFailedAt;

	Surroundings(Cloudflare cloudflare, TunnelStandings standings, Clock clock) {
		this.cloudflare = cloudflare;
		this.standings = standings;
		this.clock = clock;
	}

	/**
	 * The zones that the token may see; empty when it may not list any. Looks at several
	 * tunnels at once ask one after the other, so that one answer serves them all.
	 * @param needed zones that an answer of some minutes ago has to hold, or it is too
	 * old
	 */
	List<Zone> zones(Freshness freshness, Set<ZoneId> needed) {
		return knownZones(freshness, needed).orElseGet(() -> {
			Instant came = this.clock.instant();
			this.askingForZones.lock();
			try {
				return knownZones(freshness, needed).orElseGet(() -> failedSince(came) ? List.of() : askForZones());
			}
			finally {
				this.askingForZones.unlock();
			}
		});
	}

	/** Whoever waited for a question that failed does not ask it again. */
	private boolean failedSince(Instant time) {
		Instant failed = this.zonesFailedAt;
		return failed != null && failed.isAfter(time);
	}

	private Optional<List<Zone>> knownZones(Freshness freshness, Set<ZoneId> needed) {
		return Optional.ofNullable(this.zones)
			.filter((answer) -> serves(answer, freshness))
			.map(Answer::value)
			.filter((zones) -> freshness instanceof Freshness.Since
					|| zones.stream().map(Zone::id).collect(Collectors.toSet()).containsAll(needed));
	}

	private List<Zone> askForZones() {
		Instant now = this.clock.instant();
		Optional<List<Zone>> asked = ask(this.cloudflare::zones);
		asked.ifPresentOrElse((value) -> this.zones = new Answer<>(value, now),
				() -> this.zonesFailedAt = this.clock.instant());
		return asked.orElse(List.of());
	}

	Optional<Tunnel> tunnel(TunnelId tunnel, Freshness freshness) {
		Answer<Tunnel> known = this.tunnels.get(tunnel);
		if (known != null && serves(known, freshness)) {
			return Optional.of(known.value());
		}
		Instant now = this.clock.instant();
		Optional<Tunnel> asked = ask(() -> this.cloudflare.tunnel(tunnel));
		asked.ifPresent((value) -> {
			this.tunnels.put(tunnel, new Answer<>(value, now));
			this.standings.saw(value, now);
		});
		return asked;
	}

	private boolean serves(Answer<?> answer, Freshness freshness) {
		return switch (freshness) {
			case Freshness.Since(Instant time) -> !answer.at().isBefore(time);
			case Freshness.Recent recent -> answer.at().plus(RECENT).isAfter(this.clock.instant());
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

	/**
	 * An answer.
	 *
	 * @param at when it was asked for
	 */
	private record Answer<T>(T value, Instant at) {
	}

}
