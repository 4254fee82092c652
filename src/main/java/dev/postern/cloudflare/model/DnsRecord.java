package dev.postern.cloudflare.model;

import java.util.Set;

import dev.postern.kernel.DnsRecordId;
import org.jspecify.annotations.Nullable;

/**
 * A DNS record.
 *
 * @param name the full name as Cloudflare writes it; may be a wildcard
 * @param ttl seconds; 1 means automatic
 * @param unknownFields those of these that Cloudflare does not tell; they hold no more
 * than a default here
 */
public record DnsRecord(DnsRecordId id, String type, String name, String content, boolean proxied, int ttl,
		@Nullable String comment, Set<String> unknownFields) {

	public DnsRecord {
		unknownFields = Set.copyOf(unknownFields);
	}

}
