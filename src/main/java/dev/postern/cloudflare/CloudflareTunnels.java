package dev.postern.cloudflare;

import java.util.List;
import java.util.Objects;

import dev.postern.cloudflare.PrivateRoutesClient.RouteBody;
import dev.postern.cloudflare.TunnelsClient.NewSecret;
import dev.postern.cloudflare.TunnelsClient.NewTunnel;
import dev.postern.cloudflare.model.Tunnel;
import dev.postern.kernel.Secret;
import dev.postern.kernel.TunnelId;
import tools.jackson.databind.JsonNode;

/**
 * The tunnels of the one account that Postern manages, for those who make and remove them
 * and deal with their tokens; the part of {@link Cloudflare} that changes tunnels
 * themselves. Every method throws a {@link CloudflareException}; reads are repeated when
 * that may help, writes never (I4).
 */
public class CloudflareTunnels {

	private static final String REMOTE = "cloudflare";

	private static final int ROUTES = 1000;

	private final AccountId account;

	private final TunnelsClient tunnels;

	private final PrivateRoutesClient routes;

	CloudflareTunnels(AccountId account, TunnelsClient tunnels, PrivateRoutesClient routes) {
		this.account = account;
		this.tunnels = tunnels;
		this.routes = routes;
	}

	/**
	 * Makes a remotely managed one; {@code Rejected} when one has the name.
	 * @param secret base64 of 32 bytes or more
	 */
	public Tunnel create(String name, Secret secret) {
		return this.tunnels.create(this.account, new NewTunnel(name, REMOTE, secret))
			.requireResult("tunnel")
			.toTunnel();
	}

	/**
	 * The token with which its connectors connect: full control over its traffic (I9).
	 * What is no text is none.
	 */
	public Secret token(TunnelId tunnel) {
		JsonNode token = this.tunnels.token(this.account, tunnel).requireResult("token");
		if (!token.isString() || token.stringValue().isBlank()) {
			throw CloudflareException.Unavailable.permanent("Cloudflare's answer holds no token");
		}
		return new Secret(token.stringValue().strip());
	}

	/**
	 * Gives it another secret, so that its token is another one from then on.
	 * @param secret base64 of 32 bytes or more
	 */
	public void changeSecret(TunnelId tunnel, Secret secret) {
		this.tunnels.changeSecret(this.account, tunnel, new NewSecret(secret));
	}

	/** Closes what its connectors hold open; those with the token of today come back. */
	public void closeConnections(TunnelId tunnel) {
		this.tunnels.closeConnections(this.account, tunnel);
	}

	/** {@code Rejected} while connectors are connected. */
	public void delete(TunnelId tunnel) {
		this.tunnels.delete(this.account, tunnel);
	}

	/** The private networks to which it leads, for example {@code 10.0.0.0/8}. */
	public List<String> privateNetworks(TunnelId tunnel) {
		return PageReader
			.readAll("private routes", ROUTES, RouteBody::id,
					(page) -> this.routes.list(this.account, tunnel, false, page, ROUTES))
			.stream()
			.filter((route) -> route.tunnelId() == null || route.tunnelId().equals(tunnel))
			.map((route) -> Objects.requireNonNullElse(route.network(), route.id()))
			.toList();
	}

}
