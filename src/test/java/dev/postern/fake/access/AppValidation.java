package dev.postern.fake.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.dns.Zones;
import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Cloudflare demands of an application. */
final class AppValidation {

	private static final Set<String> TYPES = Set.of("ssh", "self_hosted", "vnc", "rdp", "saas", "infrastructure",
			"bookmark", "warp", "biso", "dash_sso", "app_launcher", "mcp", "mcp_portal", "proxy_endpoint");

	private static final Set<String> WITH_DOMAIN = Set.of("ssh", "self_hosted", "vnc", "rdp");

	private static final Set<String> READ_ONLY = Set.of("id", "uid", "aud", "created_at", "updated_at", "policies");

	private static final Map<String, JsonNode> DEFAULTS = Map.of("session_duration", Json.parse("\"24h\""),
			"app_launcher_visible", Json.parse("true"), "auto_redirect_to_identity", Json.parse("false"),
			"http_only_cookie_attribute", Json.parse("true"), "enable_binding_cookie", Json.parse("false"),
			"options_preflight_bypass", Json.parse("false"));

	private final Zones zones;

	private final AccessTags tags;

	private final IdentityProviders identityProviders;

	private final Organization organization;

	private final AppStore apps;

	AppValidation(Zones zones, AccessTags tags, IdentityProviders identityProviders, Organization organization,
			AppStore apps) {
		this.zones = zones;
		this.tags = tags;
		this.identityProviders = identityProviders;
		this.organization = organization;
		this.apps = apps;
	}

	/**
	 * The writable fields as they are kept.
	 * @param id the application that is replaced; {@code null} for a new one
	 */
	ObjectNode checked(ObjectNode given, @Nullable String id) {
		String type = Json.text(given, "type", "");
		if (!TYPES.contains(type)) {
			throw ApiException.access("app type is missing or invalid");
		}
		ObjectNode fields = Json.without(given, READ_ONLY);
		DEFAULTS.forEach((name, value) -> {
			if (Json.isAbsent(fields.get(name))) {
				fields.set(name, value);
			}
		});
		if (WITH_DOMAIN.contains(type)) {
			demandDomain(fields, type);
		}
		demandLogin(fields);
		demandTags(fields);
		if (Json.text(fields, "name", "").length() > 350) {
			throw ApiException.access("name is too long");
		}
		if (!GoDuration.isValid(Json.text(fields, "session_duration", ""))) {
			throw ApiException.access("invalid session_duration");
		}
		demandFreeAddresses(fields, id);
		return fields;
	}

	private void demandDomain(ObjectNode fields, String type) {
		String domain = Json.text(fields, "domain", "").toLowerCase(Locale.ROOT);
		String host = domain.split("/", 2)[0];
		Optional<Zones.Zone> zone = this.zones.of(host.startsWith("*.") ? host.substring(2) : host);
		if (host.isEmpty() || zone.filter(Zones.Zone::isActive).isEmpty()) {
			throw ApiException.access("domain does not belong to zone");
		}
		if (host.length() > 63) {
			throw ApiException.access("domain is too long");
		}
		if (domain.contains("/") && !type.equals("self_hosted")) {
			throw ApiException.access("domain can not have a path for applications of type " + type);
		}
		fields.put("domain", domain);
		List<String> wanted = new ArrayList<>();
		boolean byDestinations = fields.path("destinations").isArray() && !fields.path("destinations").isEmpty();
		if (byDestinations) {
			Json.list(fields, "destinations")
				.stream()
				.map((destination) -> Json.text(destination, "uri"))
				.filter(Objects::nonNull)
				.forEach(wanted::add);
		}
		else {
			Json.list(fields, "self_hosted_domains").forEach((name) -> wanted.add(name.asString("")));
		}
		if (wanted.isEmpty()) {
			wanted.add(domain);
		}
		if (!wanted.contains(domain)) {
			throw ApiException
				.access("domain not included in " + (byDestinations ? "destinations" : "self_hosted_domains"));
		}
		if (wanted.size() > 5) {
			throw ApiException.access("too many destinations, the limit is 5");
		}
		fields.set("self_hosted_domains", Json.strings(wanted));
		if (!byDestinations) {
			fields.set("destinations", Json
				.array(wanted.stream().map((uri) -> Json.object().put("type", "public").put("uri", uri)).toList()));
		}
	}

	private void demandLogin(ObjectNode fields) {
		if (!fields.path("allowed_idps").isArray()) {
			fields.set("allowed_idps", Json.array());
		}
		List<JsonNode> providers = Json.list(fields, "allowed_idps");
		if (providers.stream().anyMatch((provider) -> !this.identityProviders.contains(provider.asString("")))) {
			throw ApiException.access("allowed_idps contain an identity provider that does not exist");
		}
		if (fields.path("auto_redirect_to_identity").asBoolean(false) && providers.size() != 1) {
			throw ApiException.access("auto_redirect_to_identity needs exactly one of allowed_idps");
		}
		if (fields.path("allow_authenticate_via_warp").asBoolean(false) && !this.organization.hasWarpSession()) {
			throw ApiException.access(
					"allow_authenticate_via_warp cannot be set until the organization WARP session duration is set");
		}
	}

	private void demandTags(ObjectNode fields) {
		List<String> tags = Json.list(fields, "tags")
			.stream()
			.map((tag) -> tag.asString(""))
			.sorted()
			.distinct()
			.toList();
		if (!tags.stream().allMatch(this.tags::contains)) {
			throw ApiException.access("tags contain a tag that does not exist");
		}
		fields.set("tags", Json.strings(tags));
	}

	private void demandFreeAddresses(ObjectNode fields, @Nullable String id) {
		AccessApp draft = new AccessApp("", "", fields, List.of(), "", "");
		for (AccessApp other : this.apps.all()) {
			if (other.id().equals(id) || draft.domain().isEmpty()) {
				continue;
			}
			if (other.domain().equals(draft.domain())) {
				throw ApiException.of(409, 11010, "access.api.error.application_already_exists");
			}
			if (draft.addresses().stream().anyMatch(other.addresses()::contains)) {
				throw ApiException.accessConflict("destination belongs to another application");
			}
		}
	}

}
