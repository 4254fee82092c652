package dev.postern.reconcile.payloads;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.model.DnsRecordDraft;
import dev.postern.directory.groups.GroupRulesJson;
import dev.postern.kernel.GoDuration;
import dev.postern.reconcile.plan.AccessGroupSpec;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.rules.PolicyCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bodies of the requests that change Cloudflare; what a preview shows is what is
 * sent, since both come from here.
 */
public final class Payloads {

	private static final List<String> READ_ONLY = List.of("id", "uid", "aud", "created_at", "updated_at",
			"self_hosted_domains");

	private Payloads() {
	}

	/**
	 * A whole Access application.
	 * @param standing the application as it stands, whose other fields are kept;
	 * {@code null} for a new one
	 */
	public static ObjectNode application(ApplicationSpec spec, @Nullable ObjectNode standing) {
		ObjectNode body = (standing != null) ? standing.deepCopy() : JsonNodeFactory.instance.objectNode();
		body.remove(READ_ONLY);
		body.put("name", spec.name());
		body.put("type", spec.type());
		body.put("domain", spec.domain());
		body.set("destinations", destinations(spec, standing));
		body.put("session_duration", GoDuration.format(spec.sessionDuration()));
		body.set("tags", tags(spec, standing));
		body.set("policies", PolicyCodec.write(spec.policies()));
		return body;
	}

	/**
	 * A whole Access group.
	 * @param standing the group as it stands, whose other fields are kept; {@code null}
	 * for a new one
	 */
	public static ObjectNode group(AccessGroupSpec spec, @Nullable ObjectNode standing) {
		ObjectNode body = (standing != null) ? standing.deepCopy() : JsonNodeFactory.instance.objectNode();
		body.remove(READ_ONLY);
		if (!body.path("is_default").isBoolean()) {
			body.remove("is_default");
		}
		body.put("name", spec.name());
		return GroupRulesJson.write(spec.rules(), body);
	}

	/** A whole DNS record. */
	public static DnsRecordDraft record(RecordSpec spec) {
		return new DnsRecordDraft(spec.type(), spec.name(), spec.content(), spec.proxied(), spec.ttl(),
				Objects.requireNonNullElse(spec.comment(), ""));
	}

	/** Destinations of other kinds, such as private ones, stay as they are. */
	private static ArrayNode destinations(ApplicationSpec spec, @Nullable ObjectNode standing) {
		ArrayNode destinations = JsonNodeFactory.instance.arrayNode();
		spec.destinations().forEach((uri) -> destinations.addObject().put("type", "public").put("uri", uri));
		if (standing != null) {
			standing.path("destinations")
				.valueStream()
				.filter((destination) -> !destination.path("type").asString("public").equals("public"))
				.forEach(destinations::add);
		}
		return destinations;
	}

	private static ArrayNode tags(ApplicationSpec spec, @Nullable ObjectNode standing) {
		TreeSet<String> tags = new TreeSet<>();
		if (standing != null) {
			standing.path("tags").valueStream().map(JsonNode::asString).forEach(tags::add);
		}
		if (spec.marked()) {
			tags.add(Cloudflare.TAG);
		}
		ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
		tags.forEach(sorted::add);
		return sorted;
	}

}
