package dev.postern.cloudflare;

import java.util.List;

import dev.postern.cloudflare.model.IdentityProvider;
import dev.postern.cloudflare.model.Organization;
import dev.postern.cloudflare.model.Setting;
import dev.postern.cloudflare.model.TokenCleanUp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What Access applications share: tags, identity providers, the organization. */
@HttpExchange("/accounts/{account}/access")
interface AccessClient {

	/**
	 * One page of the tags.
	 * <p>
	 * Source: GET /accounts/{account_id}/access/tags
	 */
	@GetExchange("/tags")
	Envelope<List<TagBody>> tags(@PathVariable AccountId account, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/**
	 * A tag.
	 * <p>
	 * Errors: 404. Source: GET /accounts/{account_id}/access/tags/{tag_name}
	 */
	@GetExchange("/tags/{tag}")
	Envelope<TagBody> tag(@PathVariable AccountId account, @PathVariable String tag);

	/**
	 * Makes a tag.
	 * <p>
	 * Errors: those for a tag that exists are not documented. Source: POST
	 * /accounts/{account_id}/access/tags
	 */
	@PostExchange("/tags")
	Envelope<JsonNode> createTag(@PathVariable AccountId account, @RequestBody TagBody tag);

	/**
	 * One page of the identity providers.
	 * <p>
	 * Source: GET /accounts/{account_id}/access/identity_providers
	 */
	@GetExchange("/identity_providers")
	Envelope<List<IdentityProviderBody>> identityProviders(@PathVariable AccountId account, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/**
	 * The Zero Trust organization.
	 * <p>
	 * Errors: 9999 when Zero Trust was never switched on. Source: GET
	 * /accounts/{account_id}/access/organizations
	 */
	@GetExchange("/organizations")
	Envelope<OrganizationBody> organization(@PathVariable AccountId account);

	/**
	 * Ends all logins of a person; connections that are open go on.
	 * <p>
	 * Errors: 403 without the permission to revoke. Source: POST
	 * /accounts/{account_id}/access/organizations/revoke_user
	 */
	@PostExchange("/organizations/revoke_user")
	void revokeUser(@PathVariable AccountId account, @RequestBody RevokedUser user);

	/** Whose logins end, on the wire. */
	record RevokedUser(String email) {
	}

	/** A tag on the wire. */
	record TagBody(String name) {

		public TagBody {
			WireFields.require("tag", name, "name");
		}

	}

	/** An identity provider on the wire; a one-time PIN may have no name. */
	record IdentityProviderBody(String id, @Nullable String name, @Nullable String type) {

		public IdentityProviderBody {
			WireFields.require("identity provider", id, "id");
		}

		IdentityProvider toProvider() {
			return new IdentityProvider(this.id, WireFields.orElse(this.name, ""), WireFields.orElse(this.type, ""));
		}

	}

	/** The organization on the wire; an odd setting must not hide the others. */
	@JsonNaming(SnakeCaseStrategy.class)
	record OrganizationBody(@Nullable String name, String authDomain, @Nullable JsonNode denyUnmatchedRequests,
			@Nullable JsonNode denyUnmatchedRequestsExemptedZoneNames, @Nullable JsonNode strictServiceTokenAuth,
			@Nullable JsonNode serviceTokenInactivity, @Nullable JsonNode isUiReadOnly) {

		public OrganizationBody {
			WireFields.require("organization", authDomain, "auth_domain");
		}

		Organization toOrganization() {
			return new Organization(WireFields.orElse(this.name, ""), this.authDomain,
					Setting.of(this.denyUnmatchedRequests), texts(this.denyUnmatchedRequestsExemptedZoneNames),
					Setting.of(this.strictServiceTokenAuth), TokenCleanUp.of(this.serviceTokenInactivity),
					Setting.of(this.isUiReadOnly));
		}

		/** None for nothing, and {@code null} for what is no list of texts. */
		private static @Nullable List<String> texts(@Nullable JsonNode list) {
			if (list == null || list.isNull()) {
				return List.of();
			}
			return (list.isArray() && list.valueStream().allMatch(JsonNode::isString))
					? list.valueStream().map(JsonNode::stringValue).toList() : null;
		}

	}

}
