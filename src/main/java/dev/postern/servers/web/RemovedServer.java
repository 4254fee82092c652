package dev.postern.servers.web;

import java.time.Instant;
import java.util.List;

import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * A server that the registry does not hold any more, as the audit remembers it.
 *
 * @param removedAt when nothing that Postern looks after was left of it
 * @param requestedBy who asked for the removal; {@code null} when the audit does not tell
 * @param left the DNS records that stayed, as a person decided
 * @param deeds what was done to it, newest first
 */
record RemovedServer(ServerId id, String name, String hostname, Instant removedAt, @Nullable String requestedBy,
		@Nullable Instant requestedAt, List<LeftRecord> left, List<Deed> deeds) {

	RemovedServer {
		left = List.copyOf(left);
		deeds = List.copyOf(deeds);
	}

	/**
	 * A DNS record that is not Postern's any more and may still stand.
	 *
	 * @param recordId Cloudflare's; {@code null} when its creation was never answered
	 * @param target where it leads, as far as Postern knows
	 */
	record LeftRecord(String hostname, @Nullable String recordId, String zone, String zoneId, String target) {
	}

	/**
	 * Something that was done to it.
	 *
	 * @param action as the audit calls it, for example {@code server.edited}
	 */
	record Deed(Instant at, String action, String actor) {
	}

}
