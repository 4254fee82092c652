package dev.postern.cloudflare;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * What the credentials are worth: whether a token lives, whether the account is in reach.
 */
@HttpExchange
interface ApiTokensClient {

	/**
	 * Verifies a token that the account owns.
	 * <p>
	 * Errors: 401 for a token of a user, although it may live. Source: GET
	 * /accounts/{account_id}/tokens/verify
	 */
	@GetExchange("/accounts/{account}/tokens/verify")
	Envelope<TokenBody> verifyOfAccount(@PathVariable AccountId account);

	/**
	 * Verifies a token of a user.
	 * <p>
	 * Errors: 401 1000 for a token that an account owns, although it may live. Source:
	 * GET /user/tokens/verify
	 */
	@GetExchange("/user/tokens/verify")
	Envelope<TokenBody> verifyOfUser();

	/**
	 * The account.
	 * <p>
	 * Source: GET /accounts/{account_id}
	 */
	@GetExchange("/accounts/{account}")
	Envelope<JsonNode> account(@PathVariable AccountId account);

	/** A token on the wire. */
	@JsonNaming(SnakeCaseStrategy.class)
	record TokenBody(@Nullable String status, @Nullable Instant expiresOn) {
	}

}
