package dev.postern.cloudflare.model;

import dev.postern.kernel.DnsRecordId;
import org.jspecify.annotations.Nullable;

/**
 * A DNS record.
 *
 * @param name the full name as Cloudflare writes it; may be a wildcard
 * @param ttl seconds; 1 means automatic
 */
public record DnsRecord(DnsRecordId id, String type, String name, String content, boolean proxied, int ttl,
		@Nullable String comment) {
}
