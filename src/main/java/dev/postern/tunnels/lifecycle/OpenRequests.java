package dev.postern.tunnels.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Actor;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Settles what was asked of Cloudflare without an answer by what Cloudflare shows later
 * (I4, I5). What it does not tell stays open until a person says it; nothing is asked a
 * second time here.
 */
@Service
public class OpenRequests {

	private static final Logger log = LoggerFactory.getLogger(OpenRequests.class);

	private static final Actor LOOK = Actor.postern("tunnels");

	/** By how much the clocks of Postern and Cloudflare may differ. */
	private static final Duration CLOCKS_APART = Duration.ofHours(1);

	private final MadeTunnels made;

	private final TunnelChanges changes;

	private final TunnelAccess access;

	private final TokenLookup tokens;

	private final TunnelConnections connections;

	private final Tunnels tunnels;

	private final Clock clock;

	OpenRequests(MadeTunnels made, TunnelChanges changes, TunnelAccess access, TokenLookup tokens,
			TunnelConnections connections, Tunnels tunnels, Clock clock) {
		this.made = made;
		this.changes = changes;
		this.access = access;
		this.tokens = tokens;
		this.connections = connections;
		this.tunnels = tunnels;
		this.clock = clock;
	}

	/** Settles what a list and the tunnels in it tell of all that is open. */
	public void settle(Catalogue catalogue) {
		this.made.open().forEach((claim) -> settle(claim, catalogue));
		this.changes.open().forEach(this::settle);
	}

	/** Settles what is open of one tunnel. */
	public void settle(TunnelId tunnel) {
		this.changes.open(tunnel).ifPresent(this::settle);
	}

	/**
	 * What was asked for and may have been made.
	 * @param catalogue a list that Cloudflare just gave; {@code null} for none
	 */
	public List<OpenClaim> claims(@Nullable Catalogue catalogue) {
		return this.made.open()
			.stream()
			.map((claim) -> (catalogue != null) ? open(claim, catalogue) : new OpenClaim(claim, null))
			.toList();
	}

	/**
	 * Has a person say what came of asking for a tunnel.
	 * @param ours whether the tunnel of its name is the one; otherwise nothing was made
	 * @throws TunnelBusy when the answer may still come, or Cloudflare itself tells
	 * @throws CloudflareUnavailable when that is not known
	 */
	public void decide(UUID claim, boolean ours, Actor actor) {
		Catalogue catalogue = this.tunnels.fresh();
		OpenClaim open = this.made.open(claim).map((one) -> open(one, catalogue)).orElseThrow(TunnelBusy::new);
		KnownTunnel namesake = open.namesake();
		if (namesake == null) {
			throw new TunnelBusy();
		}
		if (ours) {
			this.made.made(open.claim(), namesake.id(), "found", actor);
		}
		else {
			this.made.dropped(open.claim(), actor);
		}
	}

	/**
	 * Has a person say whether a tunnel got another token.
	 * @throws TunnelBusy when Cloudflare may still show it
	 */
	public void decide(TunnelId tunnel, boolean rotated, Actor actor) {
		KnownTunnel known = this.access.managed(tunnel);
		OpenChange change = this.changes.open(tunnel)
			.filter((one) -> one.rotationWaitsForAPerson(this.clock.instant()))
			.orElseThrow(() -> new TunnelBusy(tunnel));
		if (rotated) {
			foundRotated(change, known.name(), actor);
		}
		else {
			this.changes.notRotated(change, known.name(), actor);
		}
	}

	/**
	 * The tunnel that a claim became, if a list shows it and its token proves it: others
	 * can make one of the same name in the same instant (I2).
	 */
	Optional<KnownTunnel> madeFor(MadeTunnel claim, Catalogue catalogue) {
		return namesake(claim, catalogue)
			.filter((tunnel) -> this.tokens.look(tunnel.id(), claim.chosen()) == TokenLookup.Sight.CHOSEN);
	}

	/** The one that an answer told of goes before one that has the name. */
	private static Optional<KnownTunnel> namesake(MadeTunnel claim, Catalogue catalogue) {
		return told(claim, catalogue)
			.or(() -> catalogue.tunnels().stream().filter((tunnel) -> tunnel.name().equals(claim.name())).findFirst());
	}

	private static Optional<KnownTunnel> told(MadeTunnel claim, Catalogue catalogue) {
		return catalogue.tunnels().stream().filter((tunnel) -> tunnel.id().equals(claim.told())).findFirst();
	}

	private void settle(MadeTunnel claim, Catalogue catalogue) {
		Instant at = catalogue.takenAt();
		if (!MadeTunnels.isOver(claim.askedAt(), at)) {
			return;
		}
		Optional<KnownTunnel> namesake = namesake(claim, catalogue);
		TokenLookup.Sight sight = namesake.map((tunnel) -> sight(claim, tunnel)).orElse(TokenLookup.Sight.OTHER);
		if (sight == TokenLookup.Sight.CHOSEN) {
			this.made.made(claim, namesake.orElseThrow().id(), "found", LOOK);
		}
		else if (sight == TokenLookup.Sight.OTHER && MadeTunnels.shows(claim.askedAt(), at)
				&& !mayBeThere(claim, catalogue)) {
			this.made.dropped(claim, LOOK);
			log.info("A tunnel was never made name={}", claim.name());
		}
	}

	/** What an answer told of was made, whether or not a list shows it. */
	private boolean mayBeThere(MadeTunnel claim, Catalogue catalogue) {
		TunnelId told = claim.told();
		return told != null && told(claim, catalogue).isEmpty() && !this.access.isGone(told);
	}

	private OpenClaim open(MadeTunnel claim, Catalogue catalogue) {
		return new OpenClaim(claim,
				namesake(claim, catalogue).filter((tunnel) -> MadeTunnels.isOver(claim.askedAt(), this.clock.instant()))
					.filter((tunnel) -> sight(claim, tunnel) == TokenLookup.Sight.NOT_KNOWN)
					.orElse(null));
	}

	/**
	 * Without a token, what is certainly older than the request is not what it made. The
	 * one that an answer told of may have got another token since.
	 */
	private TokenLookup.Sight sight(MadeTunnel claim, KnownTunnel tunnel) {
		TokenLookup.Sight sight = this.tokens.look(tunnel.id(), claim.chosen());
		if (sight == TokenLookup.Sight.OTHER && tunnel.id().equals(claim.told())) {
			sight = TokenLookup.Sight.NOT_KNOWN;
		}
		Instant created = tunnel.createdAt();
		boolean older = created != null && created.isBefore(claim.askedAt().minus(CLOCKS_APART));
		return (sight == TokenLookup.Sight.NOT_KNOWN && older) ? TokenLookup.Sight.OTHER : sight;
	}

	private void settle(OpenChange change) {
		Instant now = this.clock.instant();
		if (!change.rotationIsOver(now) && !change.removalIsOver(now)) {
			return;
		}
		try {
			KnownTunnel tunnel = this.access.read(change.tunnel());
			if (tunnel.deleted()) {
				gone(change.tunnel(), tunnel.name());
			}
			else {
				settleRemoval(change, tunnel, now);
				settleRotation(change, tunnel, now);
			}
		}
		catch (TunnelNotFound ex) {
			gone(change.tunnel(), this.tunnels.names().getOrDefault(change.tunnel(), change.tunnel().toString()));
		}
		catch (CloudflareException ex) {
			log.warn("What became of a tunnel is still not known id={} said={}", change.tunnel(), ex.getMessage());
		}
	}

	private void gone(TunnelId tunnel, String name) {
		this.changes.removed(tunnel, name, "found_deleted", LOOK);
		this.tunnels.forgetHealth(tunnel);
	}

	private void settleRemoval(OpenChange change, KnownTunnel tunnel, Instant now) {
		Instant asked = change.removalAsked();
		if (asked != null && MadeTunnels.shows(asked, now)) {
			this.changes.notRemoved(tunnel, asked, "not_deleted", LOOK);
		}
	}

	private void settleRotation(OpenChange change, KnownTunnel tunnel, Instant now) {
		if (!change.rotationIsOver(now)) {
			return;
		}
		TokenLookup.Sight sight = this.tokens.look(tunnel.id(), change.chosen());
		if (sight == TokenLookup.Sight.CHOSEN) {
			foundRotated(change, tunnel.name(), LOOK);
		}
		else if (sight == TokenLookup.Sight.OTHER && change.rotationWaitsForAPerson(now)) {
			this.changes.notRotated(change, tunnel.name(), LOOK);
		}
	}

	/** Of all who see it, one closes the connections where that was asked for. */
	private void foundRotated(OpenChange change, String name, Actor actor) {
		this.changes.foundRotated(change, name, actor)
			.ifPresent((asked) -> this.connections.close(change.tunnel(), asked));
	}

}
