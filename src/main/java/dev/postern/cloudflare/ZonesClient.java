package dev.postern.cloudflare;

import java.util.List;
import java.util.Optional;

import dev.postern.cloudflare.model.Zone;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** DNS zones. */
@HttpExchange("/zones")
interface ZonesClient {

	/**
	 * One page of the zones of an account, whatever their status.
	 * <p>
	 * Unit: {@code perPage} 5 to 50. Source: GET /zones
	 */
	@GetExchange
	Envelope<List<ZoneBody>> list(@RequestParam("account.id") AccountId account, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/** A zone on the wire. */
	record ZoneBody(ZoneId id, String name, @Nullable String status, @Nullable Boolean paused, @Nullable String type) {

		private static final Logger log = LoggerFactory.getLogger(ZoneBody.class);

		public ZoneBody {
			WireFields.require("zone", id, "id");
			WireFields.require("zone", name, "name");
		}

		/**
		 * The zone, unless no server can have a name in it: it only serves a private
		 * network, where names need no dot, or its own name is none that Postern can
		 * write. One such zone must not hide the others.
		 */
		Optional<Zone> usable() {
			if ("internal".equals(this.type)) {
				return Optional.empty();
			}
			Optional<Zone> zone = Hostname.inAnySpelling(this.name)
				.map((hostname) -> new Zone(this.id, hostname, WireFields.orElse(this.status, ""),
						Boolean.TRUE.equals(this.paused), WireFields.orElse(this.type, "full")));
			if (zone.isEmpty()) {
				log.warn("Left out a zone whose name cannot be used zone={} name={}", this.id, this.name);
			}
			return zone;
		}

	}

}
