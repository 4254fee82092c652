package dev.postern.cloudflare;

import java.util.List;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** DNS zones. */
@HttpExchange("/zones")
interface ZonesApi {

	/**
	 * One page of the zones of an account, whatever their status.
	 * <p>
	 * Unit: {@code perPage} 5 to 50. Source: GET /zones
	 */
	@GetExchange
	Envelope<List<ZoneBody>> list(@RequestParam("account.id") AccountId account, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/** A zone on the wire. */
	record ZoneBody(ZoneId id, String name, @Nullable String status, @Nullable String type) {

		public ZoneBody {
			Required.in("zone", id, "id");
			Required.in("zone", name, "name");
			if (!"internal".equals(type)) {
				Hostname.of(name);
			}
		}

		/** Whether it only serves a private network, where names need no dot. */
		boolean isInternal() {
			return "internal".equals(this.type);
		}

		Zone toZone() {
			return new Zone(this.id, Hostname.of(this.name), Required.or(this.status, ""));
		}

	}

}
