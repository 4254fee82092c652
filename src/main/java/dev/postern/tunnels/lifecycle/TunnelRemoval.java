package dev.postern.tunnels.lifecycle;

import java.time.Instant;
import java.util.List;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareTunnels;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.Tunnels;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Removes tunnels that nothing uses, whoever made them: one that leads anywhere, is
 * connected, or cannot be looked at stays (I2, I3).
 */
@Service
public class TunnelRemoval {

	private static final Logger log = LoggerFactory.getLogger(TunnelRemoval.class);

	private final TunnelAccess access;

	private final TunnelConfirmation confirmation;

	private final TunnelUseLookup uses;

	private final TunnelChanges changes;

	private final CloudflareTunnels cloudflare;

	private final Tunnels tunnels;

	TunnelRemoval(TunnelAccess access, TunnelConfirmation confirmation, TunnelUseLookup uses, TunnelChanges changes,
			CloudflareTunnels cloudflare, Tunnels tunnels) {
		this.access = access;
		this.confirmation = confirmation;
		this.uses = uses;
		this.changes = changes;
		this.cloudflare = cloudflare;
		this.tunnels = tunnels;
	}

	/**
	 * What keeps a tunnel from being removed.
	 * @throws CloudflareException when that is not known
	 */
	public TunnelUses uses(TunnelId id) {
		return this.uses.all(id);
	}

	/**
	 * Removes a tunnel.
	 * @param name what somebody says that it is called; may lack for one made here
	 * @return whether it is known to be gone
	 * @throws InvalidInput when it is called otherwise, before anything is looked at
	 * @throws TunnelReadsFile when nobody here can know what uses it
	 * @throws TunnelInUse when something uses it
	 * @throws TunnelBusy when somebody else does something with it just now
	 * @throws CloudflareException when Cloudflare refused, or what uses it is not known;
	 * it is still there
	 */
	public boolean remove(TunnelId id, @Nullable String name, Actor actor) {
		KnownTunnel tunnel = this.access.managed(id);
		this.confirmation.check(tunnel, name);
		TunnelUses uses = uses(id);
		refuse(id, uses.found());
		Instant asked = this.changes.removalAsked(tunnel, uses.unseenZones(), actor);
		Instant begun = lookedAgain(tunnel, asked, actor);
		if (!deleted(tunnel, begun, actor)) {
			return false;
		}
		this.changes.removed(id, tunnel.name(), "deleted", actor);
		this.tunnels.forgetHealth(id);
		this.tunnels.refresh();
		return true;
	}

	/** What came while the records of all zones were read keeps it, too. */
	private Instant lookedAgain(KnownTunnel tunnel, Instant asked, Actor actor) {
		try {
			refuse(tunnel.id(), this.uses.quick(tunnel.id()));
			return this.changes.removalBegun(tunnel, asked);
		}
		catch (TunnelInUse | TunnelBusy | CloudflareException ex) {
			this.changes.notRemoved(tunnel, asked, "removal_refused", actor);
			throw ex;
		}
	}

	private static void refuse(TunnelId id, List<TunnelUse> found) {
		if (!found.isEmpty()) {
			throw new TunnelInUse(id, found);
		}
	}

	private boolean deleted(KnownTunnel tunnel, Instant asked, Actor actor) {
		try {
			this.cloudflare.delete(tunnel.id());
			return true;
		}
		catch (CloudflareException.Missing ex) {
			return true;
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the removal of a tunnel id={} said={}", tunnel.id(), ex.getMessage());
			return this.access.isGone(tunnel.id());
		}
		catch (CloudflareException.Rejected ex) {
			this.changes.notRemoved(tunnel, asked, "removal_refused", actor);
			throw new TunnelInUse(tunnel.id(), ex);
		}
		catch (CloudflareException ex) {
			this.changes.notRemoved(tunnel, asked, "removal_refused", actor);
			throw ex;
		}
	}

}
