package dev.postern.cloudflare;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.SshAuthority;
import dev.postern.kernel.AccessAppId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Access applications. */
@HttpExchange("/accounts/{account}/access/apps")
interface AccessAppsClient {

	/**
	 * One page of the applications; empty for those who may not read them.
	 * <p>
	 * Unit: {@code perPage} one of 1, 5, 10, 20, 25, 50, 100, 1000. Source: GET
	 * /accounts/{account_id}/access/apps
	 */
	@GetExchange
	Envelope<List<AppBody>> list(@PathVariable AccountId account, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/**
	 * An application with its policies.
	 * <p>
	 * Errors: 404 11021. Source: GET /accounts/{account_id}/access/apps/{app_id}
	 */
	@GetExchange("/{app}")
	Envelope<AppBody> get(@PathVariable AccountId account, @PathVariable AccessAppId app);

	/**
	 * Makes an application, its policies included.
	 * <p>
	 * Errors: 409 11010 when the domain has one, 400 12130 with the reason. Source: POST
	 * /accounts/{account_id}/access/apps
	 */
	@PostExchange
	Envelope<AppBody> create(@PathVariable AccountId account, @RequestBody ObjectNode body);

	/**
	 * Replaces an application: fields that are left out are lost, but absent policies
	 * stay while an empty list removes them.
	 * <p>
	 * Errors: 404 11021, 400 12130. Source: PUT
	 * /accounts/{account_id}/access/apps/{app_id}
	 */
	@PutExchange("/{app}")
	Envelope<AppBody> replace(@PathVariable AccountId account, @PathVariable AccessAppId app,
			@RequestBody ObjectNode body);

	/**
	 * Removes an application and the policies that belong to it alone.
	 * <p>
	 * Errors: 404 11021. Source: DELETE /accounts/{account_id}/access/apps/{app_id}
	 */
	@DeleteExchange("/{app}")
	void delete(@PathVariable AccountId account, @PathVariable AccessAppId app);

	/**
	 * The policies of an application.
	 * <p>
	 * Errors: 404 11021 to those who may read applications, 403 to others: for an
	 * application that cannot exist this tells them apart. Source: GET
	 * /accounts/{account_id}/access/apps/{app_id}/policies
	 */
	@GetExchange("/{app}/policies?per_page=1")
	Envelope<JsonNode> policies(@PathVariable AccountId account, @PathVariable AccessAppId app);

	/**
	 * One page of the policies of an application, in order of precedence, each whole.
	 * <p>
	 * Errors: 404 11021. Source: GET /accounts/{account_id}/access/apps/{app_id}/policies
	 */
	@GetExchange("/{app}/policies")
	Envelope<List<PolicyBody>> policies(@PathVariable AccountId account, @PathVariable AccessAppId app,
			@RequestParam int page, @RequestParam("per_page") int perPage);

	/**
	 * The authority of an application for short-lived ssh certificates.
	 * <p>
	 * Errors: 404 when there is none, and when there is no such application. Source: GET
	 * /accounts/{account_id}/access/apps/{app_id}/ca
	 */
	@GetExchange("/{app}/ca")
	Envelope<AuthorityBody> authority(@PathVariable AccountId account, @PathVariable AccessAppId app);

	/**
	 * Makes the authority of an application; there is one at most.
	 * <p>
	 * Errors: those for one that exists are not documented; 404 11021. Source: POST
	 * /accounts/{account_id}/access/apps/{app_id}/ca
	 */
	@PostExchange("/{app}/ca")
	Envelope<AuthorityBody> createAuthority(@PathVariable AccountId account, @PathVariable AccessAppId app);

	/**
	 * Removes the authority of an application, answered by 202.
	 * <p>
	 * Errors: 404. Source: DELETE /accounts/{account_id}/access/apps/{app_id}/ca
	 */
	@DeleteExchange("/{app}/ca")
	void deleteAuthority(@PathVariable AccountId account, @PathVariable AccessAppId app);

	/** An authority on the wire. */
	@JsonNaming(SnakeCaseStrategy.class)
	record AuthorityBody(@Nullable String aud, String publicKey) {

		public AuthorityBody {
			WireFields.require("certificate authority", publicKey, "public_key");
		}

		SshAuthority toAuthority() {
			return new SshAuthority(WireFields.orElse(this.aud, ""), this.publicKey);
		}

	}

	/** A policy of an application on the wire. */
	record PolicyBody(ObjectNode whole) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		public PolicyBody {
			WireFields.require("policy", whole.path("id").isString() ? true : null, "id");
		}

	}

	/** An application on the wire: kept whole, since writing it back replaces it. */
	record AppBody(ObjectNode whole) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		public AppBody {
			AccessAppId.of(whole.path("id").stringValue(""));
		}

		AccessAppId id() {
			return AccessAppId.of(this.whole.path("id").stringValue(""));
		}

		AccessApp toApp() {
			return new AccessApp(id(), this.whole.path("aud").stringValue(""), this.whole);
		}

	}

}
