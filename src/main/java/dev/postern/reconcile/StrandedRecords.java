package dev.postern.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Sha256;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.plan.HostnameZone;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The DNS records that keep the removal of a server from finishing, since Cloudflare does
 * not let Postern read their zones.
 *
 * @param records by hostname; never empty
 */
public record StrandedRecords(List<StrandedRecord> records) {

	public StrandedRecords {
		records = List.copyOf(records);
	}

	/** Names the records; a person's word is good for these only. */
	public String basis() {
		return Sha256.of(this.records.stream()
			.map((one) -> List.of(one.hostname(), one.zone(), one.idText()))
			.toList()
			.toString());
	}

	/** The same as the audit keeps it. */
	ObjectNode asJson() {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		ArrayNode list = json.putArray("records");
		for (StrandedRecord one : this.records) {
			list.addObject()
				.put("hostname", one.hostname().value())
				.put("recordId", one.id())
				.put("zoneId", one.zone().value())
				.put("zone", one.zoneName())
				.put("target", one.tunnel() + ".cfargotunnel.com");
		}
		return json;
	}

	/** Since when all of them are forgotten; empty as long as one is not. */
	public Optional<Instant> forgottenAt() {
		List<Instant> times = this.records.stream().flatMap((one) -> Stream.ofNullable(one.forgottenAt())).toList();
		return (times.size() == this.records.size()) ? times.stream().max(Instant::compareTo) : Optional.empty();
	}

	/**
	 * A record that cannot be removed.
	 *
	 * @param id Cloudflare's; {@code null} when its creation was never answered
	 * @param zoneName the zone's name, or its id where that is not known
	 * @param zoneGone whether Cloudflare does not show the zone at all; else it does not
	 * let its records be read
	 * @param tunnel where it leads, as far as Postern knows
	 * @param forgottenAt when a person has said to forget it
	 */
	public record StrandedRecord(Hostname hostname, @Nullable String id, ZoneId zone, String zoneName, boolean zoneGone,
			TunnelId tunnel, @Nullable Instant forgottenAt) {

		static StrandedRecord of(OwnedResource dns, HostnameZone zone) {
			return new StrandedRecord(dns.hostname(), dns.remoteId(), Objects.requireNonNull(dns.zone()), zone.name(),
					zone.condition() == HostnameZone.Condition.GONE, dns.tunnel(), dns.forgottenAt());
		}

		private String idText() {
			return (this.id != null) ? this.id : "";
		}

	}

}
