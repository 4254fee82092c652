package dev.postern.cloudflare;

import java.util.List;

import dev.postern.cloudflare.model.IdentityProvider;
import dev.postern.cloudflare.model.Organization;
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

	/** The organization on the wire. */
	@JsonNaming(SnakeCaseStrategy.class)
	record OrganizationBody(@Nullable String name, String authDomain, @Nullable Boolean denyUnmatchedRequests) {

		public OrganizationBody {
			WireFields.require("organization", authDomain, "auth_domain");
		}

		Organization toOrganization() {
			return new Organization(WireFields.orElse(this.name, ""), this.authDomain,
					Boolean.TRUE.equals(this.denyUnmatchedRequests));
		}

	}

}
