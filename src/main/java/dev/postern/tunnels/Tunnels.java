package dev.postern.tunnels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * The tunnels and zones that the portal may use. What Cloudflare said is remembered for
 * ten minutes; something that is not found there is asked for once more before it counts
 * as not existing.
 */
@Service
public class Tunnels {

	private static final Logger log = LoggerFactory.getLogger(Tunnels.class);

	private static final Duration REMEMBERED = Duration.ofMinutes(10);

	private static final Duration RECENT = Duration.ofSeconds(30);

	private final Cloudflare cloudflare;

	private final TunnelHealthReader healthReader;

	private final SeenTunnelNames names;

	private final TunnelStandings standings;

	private final Clock clock;

	private final SharedRequest<Catalogue> request;

	private volatile @Nullable Catalogue remembered;

	Tunnels(Cloudflare cloudflare, TunnelHealthReader healthReader, SeenTunnelNames names, TunnelStandings standings,
			Clock clock) {
		this.cloudflare = cloudflare;
		this.healthReader = healthReader;
		this.names = names;
		this.standings = standings;
		this.clock = clock;
		this.request = new SharedRequest<>(this::ask, clock);
	}

	/**
	 * The tunnel with this id, a deleted one too.
	 * @throws CloudflareUnavailable when that can't be known now
	 */
	public Optional<KnownTunnel> find(TunnelId id) {
		return lookUp((catalogue) -> catalogue.tunnel(id)).or(() -> findUnlisted(id));
	}

	/**
	 * The zone that a name lies in: the active one with the longest name.
	 * @throws CloudflareUnavailable when that can't be known now
	 */
	public Optional<KnownZone> zoneFor(Hostname hostname) {
		return lookUp((catalogue) -> catalogue.zoneFor(hostname));
	}

	/**
	 * All tunnels and zones, at most ten minutes old.
	 * @throws CloudflareUnavailable when they can't be known now
	 */
	public Catalogue catalogue() {
		return takenSince(ago(REMEMBERED));
	}

	/**
	 * All tunnels and zones as they are now.
	 * @throws CloudflareUnavailable when they can't be known now
	 */
	public Catalogue fresh() {
		return takenSince(this.clock.instant());
	}

	/** Looks again after something was changed, if that can be done now. */
	public void refresh() {
		try {
			fresh();
		}
		catch (CloudflareUnavailable ex) {
			log.warn("Tunnels can't be looked at after a change said={}", ex.getMessage());
		}
	}

	/** Has the next look at a tunnel ask Cloudflare. */
	public void forgetHealth(TunnelId id) {
		this.healthReader.forget(id);
	}

	/**
	 * All tunnels and zones as they were when Cloudflare was last asked; empty when it
	 * never was.
	 */
	public Optional<Catalogue> lastSeen() {
		return Optional.ofNullable(this.remembered);
	}

	/**
	 * All tunnels and zones as fresh as a person wants them, or else as last known.
	 * Nobody waits for it for long.
	 */
	public MaybeStale<Catalogue> latestCatalogue() {
		Catalogue catalogue = this.remembered;
		if (catalogue != null && !catalogue.takenAt().isBefore(ago(RECENT))) {
			return new MaybeStale<>(catalogue, null);
		}
		try {
			return new MaybeStale<>(this.request.awaitBriefly(), null);
		}
		catch (CloudflareException ex) {
			return new MaybeStale<>(this.remembered, new CloudflareUnavailable(ex));
		}
	}

	/**
	 * How a tunnel and its connectors are now, or else were last. Nobody waits for it for
	 * long.
	 * @throws TunnelNotFound when there is no such tunnel
	 */
	public MaybeStale<TunnelHealth> health(TunnelId id) {
		return health(id, this.healthReader::read);
	}

	/**
	 * The same for somebody who asks again and again until a connector comes; a minute
	 * may go by until anything else is noticed.
	 * @throws TunnelNotFound when there is no such tunnel
	 */
	public MaybeStale<TunnelHealth> healthWhileWaiting(TunnelId id) {
		return health(id, this.healthReader::readWaiting);
	}

	private MaybeStale<TunnelHealth> health(TunnelId id, Function<TunnelId, TunnelHealth> read) {
		try {
			return new MaybeStale<>(read.apply(id), null);
		}
		catch (CloudflareException.Missing ex) {
			throw new TunnelNotFound(id);
		}
		catch (CloudflareException ex) {
			return new MaybeStale<>(this.healthReader.lastSeen(id).orElse(null), new CloudflareUnavailable(ex));
		}
	}

	/**
	 * Asks which rules the connectors of a tunnel have by now, for all who look at it
	 * later.
	 * @throws CloudflareException when Cloudflare does not tell
	 */
	public void lookAtConnectors(TunnelId id) {
		this.healthReader.lookAtConnectors(id);
	}

	/** What tunnels are called or were last called, as far as that is known. */
	public Map<TunnelId, String> names() {
		return this.names.all();
	}

	/** That a tunnel had another name before, as far as the portal has seen it. */
	public Optional<Rename> rename(TunnelId id) {
		return this.names.rename(id);
	}

	private <T> Optional<T> lookUp(Function<Catalogue, Optional<T>> search) {
		Instant now = this.clock.instant();
		return search.apply(catalogue()).or(() -> search.apply(takenSince(now)));
	}

	/** A deleted one, or one that the credentials may not see in a list. */
	private Optional<KnownTunnel> findUnlisted(TunnelId id) {
		try {
			return Optional.of(KnownTunnel.of(this.cloudflare.tunnel(id)));
		}
		catch (CloudflareException.Missing ex) {
			return Optional.empty();
		}
		catch (CloudflareException ex) {
			throw new CloudflareUnavailable(ex);
		}
	}

	/** An answer that was under way before the time does not count. */
	private Catalogue takenSince(Instant time) {
		Catalogue catalogue = this.remembered;
		try {
			while (catalogue == null || catalogue.takenAt().isBefore(time)) {
				catalogue = this.request.await();
			}
			return catalogue;
		}
		catch (CloudflareException ex) {
			throw new CloudflareUnavailable(ex);
		}
	}

	private Instant ago(Duration age) {
		return this.clock.instant().minus(age);
	}

	private Catalogue ask() {
		Catalogue catalogue = new Catalogue(this.clock.instant(),
				this.cloudflare.tunnels().stream().map(KnownTunnel::of).toList(),
				this.cloudflare.zones().stream().map(KnownZone::of).toList());
		this.remembered = catalogue;
		this.names.note(catalogue.tunnels());
		this.standings.saw(catalogue.tunnels(), catalogue.takenAt());
		return catalogue;
	}

}
