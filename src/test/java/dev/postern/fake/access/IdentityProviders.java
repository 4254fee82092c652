package dev.postern.fake.access;

import java.util.List;
import java.util.Set;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Paging;
import dev.postern.fake.api.Request;
import dev.postern.fake.api.RequiredPermission;
import dev.postern.fake.api.Response;
import dev.postern.fake.api.Routes;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The login methods of the account. */
public final class IdentityProviders {

	private static final Set<String> TYPES = Set.of("onetimepin", "azureAD", "saml", "centrify", "facebook", "github",
			"google-apps", "google", "linkedin", "oidc", "okta", "onelogin", "pingone", "yandex", "cloudflare");

	private static final int LIMIT = 50;

	private final Organization organization;

	private final AccessStore store;

	IdentityProviders(AccountContext context, Organization organization) {
		this.organization = organization;
		this.store = new AccessStore(context);
	}

	void routes(Routes routes) {
		String providers = "/accounts/{account}/access/identity_providers";
		routes.add("GET", providers, RequiredPermission.ORGANIZATION_READS,
				(request) -> Paging.ACCESS.cut(request.call(), all().stream().map(this::json).toList()));
		routes.add("POST", providers, RequiredPermission.ORGANIZATION_WRITES, this::create);
		routes.add("GET", providers + "/{provider}", RequiredPermission.ORGANIZATION_READS,
				(request) -> Response.ok(json(this.store.get(request.variable("provider")))));
		routes.add("PUT", providers + "/{provider}", RequiredPermission.ORGANIZATION_WRITES, (request) -> {
			this.store.get(request.variable("provider"));
			return Response.ok(json(this.store.replace(request.variable("provider"), checked(request.object()))));
		});
		routes.add("DELETE", providers + "/{provider}", RequiredPermission.ORGANIZATION_WRITES, (request) -> {
			this.store.remove(request.variable("provider"));
			return Response.id(202, request.variable("provider"));
		});
	}

	public List<ObjectNode> all() {
		return this.store.all();
	}

	boolean contains(String id) {
		return this.store.contains(id);
	}

	private Response create(Request request) {
		ObjectNode provider = checked(request.object());
		if (this.store.size() >= LIMIT) {
			throw ApiException.access("the limit of %d identity providers is reached".formatted(LIMIT));
		}
		if (isOneTimePin(provider) && all().stream().anyMatch(IdentityProviders::isOneTimePin)) {
			throw ApiException.accessConflict("a onetimepin connection already exists");
		}
		return Response.created(json(this.store.create(provider)));
	}

	private static boolean isOneTimePin(JsonNode provider) {
		return "onetimepin".equals(Json.text(provider, "type"));
	}

	private static ObjectNode checked(ObjectNode given) {
		String type = Json.text(given, "type", "");
		if (!TYPES.contains(type)) {
			throw ApiException.access("identity provider type is missing or invalid");
		}
		ObjectNode provider = Json.object().put("name", Json.text(given, "name", "")).put("type", type);
		provider.set("config", given.path("config").isObject() ? given.path("config").deepCopy() : Json.object());
		return provider;
	}

	/** Secrets come back masked. */
	private ObjectNode json(ObjectNode provider) {
		ObjectNode json = provider.deepCopy().put("uid", provider.path("id").asString());
		if (json.path("config") instanceof ObjectNode config) {
			if (config.has("client_secret")) {
				config.put("client_secret", "**********************************");
			}
			if (isOneTimePin(provider)) {
				config.put("redirect_url",
						"https://%s/cdn-cgi/access/callback".formatted(this.organization.authDomain()));
			}
		}
		json.set("scim_config", Json.object().put("enabled", false));
		return json;
	}

}
