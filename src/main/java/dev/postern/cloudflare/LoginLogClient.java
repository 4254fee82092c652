package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.postern.cloudflare.model.AccessRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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
	Envelope<List<EntryBody>> accessRequests(@PathVariable AccountId account, @RequestParam Instant since,
			@RequestParam Instant until, @RequestParam int page, @RequestParam int limit,
			@RequestParam("per_page") int perPage);

	/** A login on the wire, kept whole. */
	record EntryBody(ObjectNode whole) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		public EntryBody {
			Instant.parse(whole.path("created_at").stringValue(""));
			WireFields.require("login", whole.path("allowed").isBoolean() ? true : null, "allowed");
		}

		AccessRequest toRequest() {
			return new AccessRequest(text("ray_id"), Instant.parse(text("created_at")), text("action"),
					this.whole.path("allowed").booleanValue(), text("user_email"), textOrNull("ip_address"),
					textOrNull("country"), textOrNull("connection"), textOrNull("app_uid"), textOrNull("app_domain"),
					this.whole);
		}

		private String text(String field) {
			return WireFields.orElse(textOrNull(field), "");
		}

		private @Nullable String textOrNull(String field) {
			return this.whole.path(field).isString() ? this.whole.path(field).stringValue() : null;
		}

	}

}
