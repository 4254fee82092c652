package dev.postern.fake.tunnels;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The tunnels of the account. */
public final class Tunnels {

	private static final int LIMIT = 1000;

	private final AccountContext context;

	private final Map<UUID, Tunnel> tunnels = new LinkedHashMap<>();

	public Tunnels(AccountContext context) {
		this.context = context;
	}

	public void routes(Routes routes) {
		String tunnel = "/accounts/{account}/cfd_tunnel/{tunnel}";
		routes.add("GET", "/accounts/{account}/cfd_tunnel", RequiredPermission.TUNNEL_READS, this::list);
		routes.add("POST", "/accounts/{account}/cfd_tunnel", RequiredPermission.TUNNEL_WRITES, this::create);
		routes.add("GET", tunnel, RequiredPermission.TUNNEL_READS, (request) -> Response.ok(existing(request).json()));
		routes.add("PATCH", tunnel, RequiredPermission.TUNNEL_WRITES, this::change);
		routes.add("DELETE", tunnel, RequiredPermission.TUNNEL_WRITES, this::delete);
		routes.add("GET", tunnel + "/token", RequiredPermission.TUNNEL_WRITES,
				(request) -> Response.ok(StringNode.valueOf(live(request).token())));
		routes.add("GET", tunnel + "/connections", RequiredPermission.TUNNEL_READS,
				(request) -> Response.ok(existing(request).connectionsJson(this.context.now(), lag())));
		routes.add("DELETE", tunnel + "/connections", RequiredPermission.TUNNEL_WRITES, this::disconnect);
		routes.add("GET", "/accounts/{account}/teamnet/routes", RequiredPermission.TUNNEL_READS, this::privateRoutes);
		routes.add("GET", tunnel + "/connectors/{connector}", RequiredPermission.TUNNEL_READS, this::connector);
	}

	public Tunnel add(String name, boolean remotelyManaged) {
		Tunnel tunnel = new Tunnel(this.context.ids().uuid(), this.context.id(), name, remotelyManaged,
				Base64.getEncoder().encodeToString(this.context.ids().bytes(32)), this.context.now());
		this.tunnels.put(tunnel.id(), tunnel);
		return tunnel;
	}

	public @Nullable Tunnel get(UUID id) {
		return this.tunnels.get(id);
	}

	public List<Tunnel> all() {
		return List.copyOf(this.tunnels.values());
	}

	/** The tunnel that a path names; 404 when there never was one. */
	Tunnel existing(Request request) {
		UUID id;
		try {
			id = UUID.fromString(request.variable("tunnel"));
		}
		catch (IllegalArgumentException ex) {
			throw ApiException.noRoute(request.call().path());
		}
		@Nullable Tunnel tunnel = this.tunnels.get(id);
		if (tunnel == null) {
			throw notFound();
		}
		return tunnel;
	}

	private Tunnel live(Request request) {
		Tunnel tunnel = existing(request);
		if (!tunnel.isLive()) {
			throw notFound();
		}
		return tunnel;
	}

	private Response list(Request request) {
		Call call = request.call();
		boolean deleted = call.parameter("is_deleted").orElse("false").equals("true");
		return Paging.TUNNELS.cut(call,
				this.tunnels.values()
					.stream()
					.filter((tunnel) -> tunnel.isLive() != deleted)
					.filter((tunnel) -> call.parameter("name")
						.map((text) -> lower(tunnel).contains(text.toLowerCase(Locale.ROOT)))
						.orElse(true))
					.filter((tunnel) -> call.parameter("include_prefix")
						.map((text) -> tunnel.name().startsWith(text))
						.orElse(true))
					.filter((tunnel) -> call.parameter("exclude_prefix")
						.map((text) -> !tunnel.name().startsWith(text))
						.orElse(true))
					.filter((tunnel) -> call.parameter("status").map(tunnel.status()::equals).orElse(true))
					.filter((tunnel) -> call.parameter("uuid").map(tunnel.id().toString()::equals).orElse(true))
					.map(Tunnel::json)
					.toList());
	}

	private Response create(Request request) {
		ObjectNode body = request.object();
		@Nullable String name = Json.text(body, "name");
		if (name == null || name.isBlank()) {
			throw badBody("name is required");
		}
		if (isUuid(name)) {
			throw badBody("name must not be a UUID");
		}
		demandFreeName(name);
		if (this.tunnels.values().stream().filter(Tunnel::isLive).count() >= LIMIT) {
			throw badBody("the limit of %d tunnels is reached".formatted(LIMIT));
		}
		String source = Json.text(body, "config_src", "local");
		if (!List.of("local", "cloudflare").contains(source)) {
			throw badBody("config_src must be local or cloudflare");
		}
		@Nullable String secret = secret(body);
		Tunnel tunnel = add(name, source.equals("cloudflare"));
		if (secret != null) {
			tunnel.changeSecret(secret);
		}
		return Response.ok(tunnel.jsonWithSecrets());
	}

	private Response change(Request request) {
		Tunnel tunnel = live(request);
		@Nullable String name = Json.text(request.object(), "name");
		@Nullable String secret = secret(request.object());
		if (name != null && !name.equals(tunnel.name())) {
			demandFreeName(name);
			tunnel.rename(name);
		}
		if (secret != null) {
			tunnel.changeSecret(secret);
		}
		return Response.ok(tunnel.json());
	}

	private Response delete(Request request) {
		Tunnel tunnel = live(request);
		boolean cascade = request.call().parameter("cascade").orElse("").equals("true");
		if (!cascade && tunnel.hasRoutes()) {
			throw ApiException.of(400, 1003, "This tunnel has private routes. Delete them first.");
		}
		if (tunnel.isConnected() && !cascade) {
			throw ApiException.of(400, 1022,
					"This tunnel has active connections. Please stop all cloudflared replicas, "
							+ "or wait a few minutes for connections to be removed.");
		}
		tunnel.disconnect(null, this.context.now());
		ObjectNode before = tunnel.json();
		tunnel.delete(this.context.now());
		ObjectNode answer = before.put("deleted_at", Timestamps.seconds(this.context.now()));
		answer.set("connections", Json.array());
		return Response.ok(answer);
	}

	private Response disconnect(Request request) {
		Tunnel tunnel = existing(request);
		request.call()
			.parameter("client_id")
			.map(UUID::fromString)
			.ifPresentOrElse((client) -> tunnel.disconnect(client, this.context.now()),
					() -> tunnel.closeConnections(this.context.now()));
		return Response.ok(Json.object().nullNode());
	}

	private Response privateRoutes(Request request) {
		Call call = request.call();
		return Paging.TUNNELS.cut(call,
				this.tunnels.values()
					.stream()
					.filter((tunnel) -> call.parameter("tunnel_id").map(tunnel.id().toString()::equals).orElse(true))
					.flatMap((tunnel) -> tunnel.routesJson().stream())
					.toList());
	}

	private Response connector(Request request) {
		for (JsonNode connector : existing(request).connectionsJson(this.context.now(), lag())) {
			if (request.variable("connector").equals(Json.text(connector, "id"))) {
				return Response.ok(connector);
			}
		}
		throw notFound();
	}

	private void demandFreeName(String name) {
		if (this.tunnels.values().stream().anyMatch((tunnel) -> tunnel.isLive() && tunnel.name().equals(name))) {
			throw ApiException.of(409, 1013, "You already have a tunnel with this name. Delete the existing tunnel, "
					+ "or choose a different name for the new tunnel.");
		}
	}

	private static @Nullable String secret(ObjectNode body) {
		@Nullable String secret = Json.text(body, "tunnel_secret");
		if (secret == null) {
			return null;
		}
		try {
			if (Base64.getDecoder().decode(secret).length >= 32) {
				return secret;
			}
		}
		catch (IllegalArgumentException ex) {
			throw badBody("tunnel_secret must be base64");
		}
		throw badBody("tunnel_secret must have at least 32 bytes");
	}

	private static boolean isUuid(String name) {
		return name.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
	}

	private Duration lag() {
		return this.context.behaviour().connectorLag();
	}

	private static String lower(Tunnel tunnel) {
		return tunnel.name().toLowerCase(Locale.ROOT);
	}

	private static ApiException notFound() {
		return ApiException.of(404, 1003, "Tunnel not found");
	}

	/** The code is not documented. */
	private static ApiException badBody(String text) {
		return ApiException.of(400, 1001, "Invalid request: " + text);
	}

}
