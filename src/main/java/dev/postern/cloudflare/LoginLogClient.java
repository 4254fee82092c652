package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;

import tools.jackson.databind.JsonNode;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** The login log. */
@HttpExchange("/accounts/{account}/access/logs")
interface LoginLogClient {

	/**
	 * One page of the logins, oldest first; no answer says how many there are.
	 * <p>
	 * Unit: times as RFC 3339. Both {@code limit} and {@code per_page} exist and the one
	 * that is left out may cap the other, so the same number goes into both. Source: GET
	 * /accounts/{account_id}/access/logs/access_requests
	 */
	@GetExchange("/access_requests?direction=asc")
	Envelope<List<JsonNode>> accessRequests(@PathVariable AccountId account, @RequestParam Instant since,
			@RequestParam Instant until, @RequestParam int page, @RequestParam int limit,
			@RequestParam("per_page") int perPage);

}
