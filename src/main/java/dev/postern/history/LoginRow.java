package dev.postern.history;

import java.net.InetAddress;
import java.time.temporal.ChronoUnit;

import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.kernel.Sha256;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An entry of Cloudflare's log as a row of {@code login_event}. */
final class LoginRow {

	private LoginRow() {
	}

	static ObjectNode of(AccessRequest request, Attribution attribution) {
		Server server = attribution.server(request);
		return JsonNodeFactory.instance.objectNode()
			.put("created_at", request.createdAt().truncatedTo(ChronoUnit.MICROS).toString())
			.put("ray_id", request.rayId().isEmpty() ? substitute(request) : request.rayId())
			.put("action", request.action())
			.put("user_email", request.userEmail())
			.put("allowed", request.allowed())
			.put("ip_address", address(request.ipAddress()))
			.put("country", request.country())
			.put("connection", request.connection())
			.put("app_uid", request.appUid())
			.put("app_domain", request.appDomain())
			.put("server_id", (server != null) ? server.id().toString() : null)
			.put("server_name", (server != null) ? server.spec().name() : null)
			.put("is_explained", attribution.explained(request, server))
			.set("raw", request.raw());
	}

	/**
	 * Without a ray id, what somebody asked for and from where tells the entries of one
	 * second apart.
	 */
	private static String substitute(AccessRequest request) {
		return "none-" + Sha256.of("%s %s %s".formatted(request.appUid(), request.appDomain(), request.ipAddress()))
			.substring(0, 16);
	}

	/** The database keeps no zone with an address. */
	private static @Nullable String address(@Nullable String text) {
		try {
			return (text != null && text.indexOf('%') < 0) ? InetAddress.ofLiteral(text).getHostAddress() : null;
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

}
