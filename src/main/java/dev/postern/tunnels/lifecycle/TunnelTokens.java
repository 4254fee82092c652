package dev.postern.tunnels.lifecycle;

import java.time.Instant;
import java.util.Map;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareTunnels;
import dev.postern.identity.traces.Traces;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Secret;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.install.ConnectorForm;
import dev.postern.tunnels.install.ConnectorProtocol;
import dev.postern.tunnels.install.ConnectorTexts;
import dev.postern.tunnels.lifecycle.TokenRotation.Connections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Tells the tokens of tunnels and changes them. A token goes from Cloudflare's answer to
 * whoever asked for it and nowhere else (I9).
 */
@Service
public class TunnelTokens {

	private static final Logger log = LoggerFactory.getLogger(TunnelTokens.class);

	private final TunnelAccess access;

	private final TunnelConfirmation confirmation;

	private final CloudflareTunnels cloudflare;

	private final TokenLookup lookup;

	private final ConnectorTexts texts;

	private final TunnelChanges changes;

	private final TunnelConnections connections;

	private final Tunnels tunnels;

	private final Traces traces;

	TunnelTokens(TunnelAccess access, TunnelConfirmation confirmation, CloudflareTunnels cloudflare, TokenLookup lookup,
			ConnectorTexts texts, TunnelChanges changes, TunnelConnections connections, Tunnels tunnels,
			Traces traces) {
		this.access = access;
		this.confirmation = confirmation;
		this.cloudflare = cloudflare;
		this.lookup = lookup;
		this.texts = texts;
		this.changes = changes;
		this.connections = connections;
		this.tunnels = tunnels;
		this.traces = traces;
	}

	/**
	 * What runs a connector of a tunnel, with the token in it. The audit notes before it
	 * is told who asked.
	 * @throws CloudflareException when there is no token that can be used
	 */
	public Secret connector(TunnelId id, ConnectorForm form, ConnectorProtocol protocol, Actor actor) {
		KnownTunnel tunnel = this.access.managed(id);
		TunnelToken token = TunnelToken.of(id, this.cloudflare.token(id));
		this.traces.record(actor, "tunnel.token_shown", TunnelAudit.subject(tunnel), Map.of("form", form.code()));
		return this.texts.text(id, form, protocol, token.text());
	}

	/**
	 * Gives a tunnel another token. Connectors that run stay connected with the old one
	 * until they are started again, unless their connections are to be closed.
	 * @param name what somebody says that it is called; may lack for one made here
	 * @throws InvalidInput when it is called otherwise
	 * @throws TokenJustRotated when that was done a moment ago
	 * @throws TunnelBusy when somebody else does something with it just now
	 * @throws CloudflareException when Cloudflare refused; the token is what it was
	 */
	public TokenRotation rotate(TunnelId id, @Nullable String name, boolean closeConnections, Actor actor) {
		KnownTunnel tunnel = this.access.managed(id);
		this.confirmation.check(tunnel, name);
		TunnelSecret chosen = TunnelSecret.random();
		Instant asked = this.changes.rotationAsked(tunnel, chosen.digest(), closeConnections, actor);
		if (!changed(tunnel, chosen, asked, actor)) {
			return TokenRotation.NOT_KNOWN;
		}
		Connections connections = this.changes.rotated(tunnel, asked, closeConnections, actor)
			.map((closing) -> this.connections.close(id, closing))
			.orElse(closeConnections ? Connections.NOT_KNOWN : Connections.KEPT);
		this.tunnels.forgetHealth(id);
		return new TokenRotation(true, connections);
	}

	/** Without an answer the token itself tells whether it was done. */
	private boolean changed(KnownTunnel tunnel, TunnelSecret chosen, Instant asked, Actor actor) {
		try {
			this.cloudflare.changeSecret(tunnel.id(), chosen.text());
			return true;
		}
		catch (CloudflareException.Unavailable ex) {
			log.warn("No answer to the rotation of the token of a tunnel id={} said={}", tunnel.id(), ex.getMessage());
			return this.lookup.look(tunnel.id(), chosen.digest()) == TokenLookup.Sight.CHOSEN;
		}
		catch (CloudflareException ex) {
			this.changes.rotationRefused(tunnel, asked, actor);
			throw ex;
		}
	}

}
