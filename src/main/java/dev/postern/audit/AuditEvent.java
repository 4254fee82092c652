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
 * @param hash SHA-256 in hexadecimal digits over the entry and the hash before it
 */
public record AuditEvent(long seq, Instant at, Actor actor, String action, Subject subject, @Nullable JsonNode before,
		@Nullable JsonNode after, @Nullable String requestId, String hash) {
}
