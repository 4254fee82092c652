package dev.postern.audit;

import java.time.Instant;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded.Subject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the audit.
 *
 * @param seq its place in the chain, without holes
 * @param requestId names the request that made the change, as the log does
 * @param via by which way that request came, see {@code RequestSource}
 * @param clientAddress from where it came; {@code null}, as is the way, for what Postern
 * does by itself and for entries from before these were kept
 * @param hash SHA-256 in hexadecimal digits over the entry and the hash before it
 */
public record AuditEvent(long seq, Instant at, Actor actor, String action, Subject subject, @Nullable JsonNode before,
		@Nullable JsonNode after, @Nullable String requestId, @Nullable String via, @Nullable String clientAddress,
		String hash) {
}
