package dev.postern.cloudflare.model;

/**
 * A DNS record to be made, or what one is to become.
 *
 * @param ttl seconds; 1 means automatic
 * @param comment at most 100 characters, one line
 */
public record DnsRecordDraft(String type, String name, String content, boolean proxied, int ttl, String comment) {
}
