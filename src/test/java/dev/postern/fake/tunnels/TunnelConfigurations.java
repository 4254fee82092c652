package dev.postern.fake.tunnels;

import java.util.Set;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The configurations of the tunnels: always the whole object. */
public final class TunnelConfigurations {

	private final AccountContext context;

	private final Tunnels tunnels;

	public TunnelConfigurations(AccountContext context, Tunnels tunnels) {
		this.context = context;
		this.tunnels = tunnels;
	}

	public void routes(Routes routes) {
		String path = "/accounts/{account}/cfd_tunnel/{tunnel}/configurations";
		routes.add("GET", path, RequiredPermission.TUNNEL_READS,
				(request) -> Response.ok(managed(request).configurationJson()));
		routes.add("PUT", path, RequiredPermission.TUNNEL_WRITES, this::put);
	}

	private Response put(Request request) {
		Tunnel tunnel = managed(request);
		JsonNode config = request.object().path("config");
		IngressValidation.demandValid(config);
		tunnel.replaceConfiguration(filled((ObjectNode) config), this.context.now());
		return Response.ok(tunnel.configurationJson());
	}

	private Tunnel managed(Request request) {
		Tunnel tunnel = this.tunnels.existing(request);
		if (!tunnel.hasConfiguration()) {
			throw ApiException.of(404, 1055, "Configuration for tunnel not found");
		}
		return tunnel;
	}

	/**
	 * The API adds an empty {@code originRequest} and {@code warp-routing}; all else
	 * stays.
	 */
	private static ObjectNode filled(ObjectNode config) {
		ObjectNode filled = config.deepCopy();
		for (JsonNode rule : filled.path("ingress")) {
			if (rule instanceof ObjectNode object && !Set.of("", "*").contains(Json.text(rule, "hostname", ""))
					&& Json.isAbsent(rule.get("originRequest"))) {
				object.set("originRequest", Json.object());
			}
		}
		if (!filled.has("warp-routing")) {
			filled.set("warp-routing", Json.object().put("enabled", false));
		}
		return filled;
	}

}
