package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.cloudflare.model.ServiceTokenWithSecret;
import dev.postern.kernel.Secret;
import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Service tokens, with which machines log in. */
@HttpExchange("/accounts/{account}/access/service_tokens")
interface ServiceTokensClient {

	/**
	 * One page of the service tokens.
	 * <p>
	 * Unit: {@code perPage} one of 1, 5, 10, 20, 25, 50, 100, 1000. Source: GET
	 * /accounts/{account_id}/access/service_tokens
	 */
	@GetExchange
	Envelope<List<TokenBody>> list(@PathVariable AccountId account, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/**
	 * A service token.
	 * <p>
	 * Errors: 404 12135. Source: GET
	 * /accounts/{account_id}/access/service_tokens/{service_token_id}
	 */
	@GetExchange("/{token}")
	Envelope<TokenBody> get(@PathVariable AccountId account, @PathVariable ServiceTokenId token);

	/**
	 * Makes a service token; its secret is in this answer and in no other.
	 * <p>
	 * Errors: 400 12130 with the reason, among others the limit of 50 per account.
	 * Source: POST /accounts/{account_id}/access/service_tokens
	 */
	@PostExchange
	Envelope<TokenWithSecretBody> create(@PathVariable AccountId account, @RequestBody NewToken token);

	/**
	 * Makes another secret; without a time the one before it ends at once.
	 * <p>
	 * Errors: 404 12135. Source: POST
	 * /accounts/{account_id}/access/service_tokens/{service_token_id}/rotate
	 */
	@PostExchange("/{token}/rotate")
	Envelope<TokenWithSecretBody> rotate(@PathVariable AccountId account, @PathVariable ServiceTokenId token,
			@RequestBody Rotation rotation);

	/**
	 * Lets a service token last for its duration again, from now on.
	 * <p>
	 * Errors: 404 12135. Source: POST
	 * /accounts/{account_id}/access/service_tokens/{service_token_id}/refresh
	 */
	@PostExchange("/{token}/refresh")
	Envelope<TokenBody> refresh(@PathVariable AccountId account, @PathVariable ServiceTokenId token);

	/**
	 * Replaces what can be changed of a service token; its secrets stay, but none of them
	 * works while it is not enabled.
	 * <p>
	 * Errors: 404 12135. Source: PUT
	 * /accounts/{account_id}/access/service_tokens/{service_token_id}
	 */
	@PutExchange("/{token}")
	Envelope<TokenBody> replace(@PathVariable AccountId account, @PathVariable ServiceTokenId token,
			@RequestBody Replacement replacement);

	/**
	 * Removes a service token.
	 * <p>
	 * Errors: 400 12139 while a policy, a group or an application's SCIM set-up names it,
	 * 404 12135. Source: DELETE
	 * /accounts/{account_id}/access/service_tokens/{service_token_id}
	 */
	@DeleteExchange("/{token}")
	Envelope<JsonNode> delete(@PathVariable AccountId account, @PathVariable ServiceTokenId token);

	/**
	 * What a new service token is to be.
	 *
	 * @param duration as Go writes durations, in hours: {@code 8760h}
	 */
	record NewToken(String name, String duration) {
	}

	/**
	 * What a service token is to be. Its name and duration are said again, since what is
	 * left out may be lost.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Replacement(@Nullable String name, @Nullable String duration, boolean enabled) {
	}

	/** Until when the secret of today goes on to work; at once when it is not said. */
	@JsonNaming(SnakeCaseStrategy.class)
	record Rotation(@Nullable Instant previousClientSecretExpiresAt) {
	}

	/** A service token on the wire. */
	@JsonNaming(SnakeCaseStrategy.class)
	record TokenBody(ServiceTokenId id, @Nullable String name, @Nullable String clientId, @Nullable String duration,
			@Nullable Boolean enabled, @Nullable Instant expiresAt, @Nullable Instant lastSeenAt) {

		public TokenBody {
			WireFields.require("service token", id, "id");
		}

		ServiceToken toToken() {
			return new ServiceToken(this.id, WireFields.orElse(this.name, ""), WireFields.orElse(this.clientId, ""),
					this.enabled, this.expiresAt, this.lastSeenAt);
		}

		Replacement enabling() {
			return new Replacement(this.name, this.duration, true);
		}

		Replacement disabling() {
			return new Replacement(this.name, this.duration, false);
		}

	}

	/**
	 * A service token on the wire, in the one answer that tells its secret. The secret is
	 * no text here, so that nothing shows it by accident.
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record TokenWithSecretBody(ServiceTokenId id, @Nullable String name, String clientId, Secret clientSecret,
			@Nullable Boolean enabled, @Nullable Instant expiresAt, @Nullable Instant lastSeenAt) {

		public TokenWithSecretBody {
			WireFields.require("new service token", id, "id");
			WireFields.require("new service token", clientId, "client_id");
			WireFields.require("new service token", clientSecret, "client_secret");
		}

		ServiceTokenWithSecret toTokenWithSecret() {
			TokenBody token = new TokenBody(this.id, this.name, this.clientId, null, this.enabled, this.expiresAt,
					this.lastSeenAt);
			return new ServiceTokenWithSecret(token.toToken(), this.clientSecret);
		}

	}

}
