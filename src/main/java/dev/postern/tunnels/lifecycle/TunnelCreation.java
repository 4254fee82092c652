package dev.postern.tunnels.lifecycle;

import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareTunnels;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.Tunnels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Makes tunnels whose rules are kept at Cloudflare. The name is claimed before, with a
 * secret by which the tunnel is known again; a lost answer is looked up and never
 * repeated (I4).
 */
@Service
public class TunnelCreation {

	private static final Logger log = LoggerFactory.getLogger(TunnelCreation.class);

	private final Tunnels tunnels;

	private final CloudflareTunnels cloudflare;

	private final MadeTunnels made;

	private final OpenRequests open;

	TunnelCreation(Tunnels tunnels, CloudflareTunnels cloudflare, MadeTunnels made, OpenRequests open) {
		this.tunnels = tunnels;
		this.cloudflare = cloudflare;
		this.made = made;
		this.open = open;
	}

	/**
	 * Makes a tunnel.
	 * @throws InvalidInput with what is wrong with the name; nothing was made
	 * @throws CloudflareUnavailable when it is not known whether the name is free
	 * @throws CloudflareException when Cloudflare refused; nothing was made
	 */
	public TunnelDelivery create(String entered, Actor actor) {
		String name = TunnelNames.checked(entered);
		Catalogue before = this.tunnels.fresh();
		this.open.settle(before);
		if (before.tunnels().stream().map(KnownTunnel::name).anyMatch(name::equals)) {
			throw InvalidInput.of("name", name, "tunnels.error.name.taken");
		}
		TunnelSecret chosen = TunnelSecret.random();
		MadeTunnel claim = this.made.claim(name, chosen.digest(), actor);
		TunnelDelivery delivery = asked(claim, chosen, actor);
		this.tunnels.refresh();
		return delivery;
	}

	private TunnelDelivery asked(MadeTunnel claim, TunnelSecret chosen, Actor actor) {
		try {
			Tunnel tunnel = this.cloudflare.create(claim.name(), chosen.text());
			if (!tunnel.name().equals(claim.name()) || !tunnel.remotelyManaged()) {
				log.warn("The answer tells of another tunnel than was asked for id={} name={}", tunnel.id(),
						claim.name());
				return lookedUp(this.made.told(claim, tunnel.id()), actor);
			}
			return made(claim, tunnel.id(), "created", actor);
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the request for a tunnel name={} said={}", claim.name(), ex.getMessage());
			return lookedUp(claim, actor);
		}
		catch (CloudflareException ex) {
			this.made.dropped(claim, actor);
			if (ex instanceof CloudflareException.Rejected refused && refused.isTunnelNameTaken()) {
				throw InvalidInput.of("name", claim.name(), "tunnels.error.name.taken");
			}
			throw ex;
		}
	}

	private TunnelDelivery lookedUp(MadeTunnel claim, Actor actor) {
		try {
			Optional<KnownTunnel> tunnel = this.open.madeFor(claim, this.tunnels.fresh());
			if (tunnel.isPresent()) {
				return made(claim, tunnel.get().id(), "found", actor);
			}
		}
		catch (CloudflareUnavailable ex) {
			log.warn("A tunnel could not be looked up name={} said={}", claim.name(), ex.getMessage());
		}
		return new TunnelDelivery.Lost(claim.name());
	}

	private TunnelDelivery made(MadeTunnel claim, TunnelId id, String verb, Actor actor) {
		this.made.made(claim, id, verb, actor);
		return new TunnelDelivery.Made(id, claim.name());
	}

}
