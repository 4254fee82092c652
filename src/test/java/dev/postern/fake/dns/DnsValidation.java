package dev.postern.fake.dns;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.DomainNames;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Cloudflare demands of a DNS record. */
final class DnsValidation {

	private static final Set<String> TYPES = Set.of("A", "AAAA", "CAA", "CERT", "CNAME", "DNSKEY", "DS", "HTTPS", "LOC",
			"MX", "NAPTR", "NS", "OPENPGPKEY", "PTR", "SMIMEA", "SRV", "SSHFP", "SVCB", "TLSA", "TXT", "URI");

	private static final Pattern NAME = Pattern.compile(
			"(?=.{1,253}$)(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*" + "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

	private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

	private final AccountContext context;

	DnsValidation(AccountContext context) {
		this.context = context;
	}

	/** The record that the fields make in the zone; omitted ones have their default. */
	DnsRecord record(ObjectNode fields, Zones.Zone zone, @Nullable DnsRecord before) {
		@Nullable String type = Json.text(fields, "type");
		@Nullable String name = Json.text(fields, "name");
		@Nullable String content = Json.text(fields, "content");
		if (type == null || !TYPES.contains(type)) {
			throw invalid(9005, "DNS record type is invalid.");
		}
		if (name == null || content == null || content.isBlank()) {
			throw ApiException.of(400, 9207, "Request body is invalid.");
		}
		String fullName = fullName(name, zone);
		boolean proxied = proxied(fields, type);
		@Nullable String comment = comment(fields);
		String now = Timestamps.micros(this.context.now());
		@Nullable String commentModifiedOn = (comment == null) ? null : now;
		if (before != null && comment != null && comment.equals(before.comment())) {
			commentModifiedOn = before.commentModifiedOn();
		}
		return new DnsRecord((before != null) ? before.id() : this.context.ids().hex(32), type, fullName,
				content(type, content), proxied, ttl(fields, proxied), comment, settings(fields, type),
				(before != null) ? before.createdOn() : now, now, commentModifiedOn, false);
	}

	/** Refuses a record that can't stand beside the others. */
	void demandNoConflict(DnsRecord record, Collection<DnsRecord> others) {
		for (DnsRecord other : others) {
			if (other.id().equals(record.id()) || !other.name().equals(record.name())) {
				continue;
			}
			if (record.isIdenticalTo(other)) {
				throw this.context.behaviour().isOlderDnsWording()
						? ApiException.of(400, 81057, "Record already exists.")
						: ApiException.of(400, 81058, "An identical record already exists.");
			}
			if (record.isCname() && (other.isCname() || other.isAddress())) {
				throw ApiException.of(400, 81053, "An A, AAAA, or CNAME record with that host already exists.");
			}
			if (record.isAddress() && other.isCname()) {
				throw ApiException.of(400, 81054, "A CNAME record with that host already exists.");
			}
			if ((record.isCname() || record.isAddress()) && other.type().equals("NS")) {
				throw ApiException.of(400, 81056, "An NS record with that host already exists.");
			}
		}
	}

	private String fullName(String name, Zones.Zone zone) {
		String ascii = DomainNames.onTheWire(name.strip());
		String full = ascii.equals("@") ? zone.name()
				: (ascii.equals(zone.name()) || ascii.endsWith("." + zone.name())) ? ascii : ascii + "." + zone.name();
		if (!NAME.matcher(full).matches()) {
			throw invalid(9000, "DNS name is invalid.");
		}
		return full;
	}

	private static String content(String type, String content) {
		if (type.equals("A") && !IPV4.matcher(content).matches()) {
			throw invalid(9005, "Content for A record must be a valid IPv4 address.");
		}
		if (type.equals("AAAA") && !content.contains(":")) {
			throw invalid(9006, "Content for AAAA record must be a valid IPv6 address.");
		}
		if (!type.equals("CNAME")) {
			return content;
		}
		String target = content.toLowerCase(Locale.ROOT);
		if (!NAME.matcher(target).matches()) {
			throw invalid(9007, "Content for CNAME record is invalid.");
		}
		return target;
	}

	private static boolean proxied(ObjectNode fields, String type) {
		JsonNode proxied = fields.path("proxied");
		if (proxied.isMissingNode()) {
			return false;
		}
		if (!proxied.isBoolean()) {
			throw invalid(9003, "Invalid 'proxied' value, must be a boolean");
		}
		if (proxied.booleanValue() && !Set.of("A", "AAAA", "CNAME").contains(type)) {
			throw invalid(9004, "This record type cannot be proxied.");
		}
		return proxied.booleanValue();
	}

	private static int ttl(ObjectNode fields, boolean proxied) {
		JsonNode ttl = fields.path("ttl");
		if (!ttl.isMissingNode() && !ttl.isIntegralNumber()) {
			throw invalid(9020, "Invalid TTL. Must be a number.");
		}
		int seconds = ttl.isMissingNode() ? 1 : ttl.intValue();
		if (seconds != 1 && (seconds < 60 || seconds > 86400)) {
			throw invalid(9021, "Invalid TTL. Must be between 60 and 86,400 seconds, or 1 for Automatic.");
		}
		return proxied ? 1 : seconds;
	}

	private @Nullable String comment(ObjectNode fields) {
		int tags = Json.list(fields, "tags").size();
		if (tags > 0) {
			throw ApiException.of(400, 9300, "DNS record has %d tags, exceeding the quota of 0.".formatted(tags));
		}
		@Nullable String comment = Json.text(fields, "comment");
		int limit = this.context.behaviour().dnsCommentLimit();
		if (comment != null && comment.length() > limit) {
			throw ApiException.of(400, 9313,
					"DNS record comment exceeds the maximum length of %d characters.".formatted(limit));
		}
		if (comment != null && comment.chars().anyMatch((c) -> c == '\n' || c == '\r')) {
			throw invalid(9312, "DNS record comment must not contain line breaks.");
		}
		return (comment == null || comment.isEmpty()) ? null : comment;
	}

	private static JsonNode settings(ObjectNode fields, String type) {
		if (fields.path("settings").isObject() && !fields.path("settings").isEmpty()) {
			return fields.path("settings").deepCopy();
		}
		return type.equals("CNAME") ? Json.object().put("flatten_cname", false) : Json.object();
	}

	private static ApiException invalid(int code, String message) {
		return ApiException.chained(400, 1004, "DNS Validation Error", code, message);
	}

}
