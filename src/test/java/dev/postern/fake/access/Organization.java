package dev.postern.fake.access;

import java.util.Set;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** The Zero Trust organization. */
public final class Organization {

	private final AccountContext context;

	private final LoginSessions sessions;

	private ObjectNode organization;

	Organization(AccountContext context, LoginSessions sessions) {
		this.context = context;
		this.sessions = sessions;
		this.organization = Json.object()
			.put("name", "Acme")
			.put("auth_domain", "acme.cloudflareaccess.com")
			.put("session_duration", "24h")
			.put("auto_redirect_to_identity", false)
			.put("is_ui_read_only", false)
			.put("allow_authenticate_via_warp", false)
			.put("deny_unmatched_requests", false)
			.put("strict_service_token_auth", false)
			.putNull("service_token_inactivity");
		this.organization.set("deny_unmatched_requests_exempted_zone_names", Json.array());
		this.organization.set("login_design", Json.object());
		this.organization.put("created_at", "2026-11-02T09:15:27Z").put("updated_at", "2026-11-02T09:15:27Z");
	}

	void routes(Routes routes) {
		String path = "/accounts/{account}/access/organizations";
		routes.add("GET", path, RequiredPermission.ORGANIZATION_READS, (request) -> Response.ok(json()));
		routes.add("PUT", path, RequiredPermission.ORGANIZATION_WRITES, this::change);
		routes.add("POST", path + "/revoke_user", RequiredPermission.ORGANIZATION_REVOKES, (request) -> {
			String email = Json.text(request.object(), "email", "");
			if (email.isBlank()) {
				throw ApiException.access("email is missing");
			}
			this.sessions.endAllOf(email);
			return Response.ok(BooleanNode.TRUE);
		});
	}

	public ObjectNode json() {
		return this.organization.deepCopy();
	}

	String authDomain() {
		return Json.text(this.organization, "auth_domain", "");
	}

	/** Whether Cloudflare refuses a hostname that has no application. */
	public boolean deniesUnmatched(String hostname) {
		return this.organization.path("deny_unmatched_requests").asBoolean(false)
				&& Json.list(this.organization, "deny_unmatched_requests_exempted_zone_names")
					.stream()
					.map(JsonNode::asString)
					.noneMatch((zone) -> hostname.equals(zone) || hostname.endsWith("." + zone));
	}

	boolean hasWarpSession() {
		return Json.text(this.organization, "warp_auth_session_duration") != null;
	}

	private Response change(Request request) {
		ObjectNode changed = json();
		changed.setAll(Json.without(request.object(), Set.of("created_at", "updated_at")));
		this.organization = changed.put("updated_at", Timestamps.seconds(this.context.now()));
		return Response.ok(json());
	}

}
