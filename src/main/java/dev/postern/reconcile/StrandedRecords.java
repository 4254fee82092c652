package dev.postern.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Sha256;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;

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
	 * @param tunnel where it leads, as far as Postern knows
	 * @param forgottenAt when a person has said to forget it
	 */
	public record StrandedRecord(Hostname hostname, @Nullable String id, ZoneId zone, String zoneName, TunnelId tunnel,
			@Nullable Instant forgottenAt) {

		private String idText() {
			return (this.id != null) ? this.id : "";
		}

	}

}
