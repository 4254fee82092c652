package dev.postern.cloudflare;

import java.util.List;

import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Routes of private networks through tunnels. */
@HttpExchange("/accounts/{account}/teamnet/routes")
interface PrivateRoutesClient {

	/**
	 * One page of the routes that lead through a tunnel.
	 * <p>
	 * Source: GET /accounts/{account_id}/teamnet/routes
	 */
	@GetExchange
	Envelope<List<RouteBody>> list(@PathVariable AccountId account, @RequestParam("tunnel_id") TunnelId tunnel,
			@RequestParam("is_deleted") boolean deleted, @RequestParam int page, @RequestParam("per_page") int perPage);

	/** A route on the wire. */
	@JsonNaming(SnakeCaseStrategy.class)
	record RouteBody(String id, @Nullable String network, @Nullable TunnelId tunnelId) {

		public RouteBody {
			WireFields.require("route", id, "id");
		}

	}

}
