package dev.postern.fake.access;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.postern.fake.kernel.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Access application as it is kept.
 *
 * @param aud stable as long as the application lives
 * @param fields the writable fields without {@code policies}
 * @param policies in ascending precedence
 */
public record AccessApp(String id, String aud, ObjectNode fields, List<Attached> policies, String createdAt,
		String updatedAt) {

	String type() {
		return Json.text(this.fields, "type", "");
	}

	public String domain() {
		return Json.text(this.fields, "domain", "");
	}

	List<String> tags() {
		return Json.list(this.fields, "tags").stream().map(JsonNode::asString).toList();
	}

	/** All addresses that this application stands in front of. */
	public List<String> addresses() {
		return Stream
			.concat(Stream.of(domain()),
					Json.list(this.fields, "destinations")
						.stream()
						.map((destination) -> Json.text(destination, "uri"))
						.filter(Objects::nonNull))
			.filter((address) -> !address.isEmpty())
			.distinct()
			.toList();
	}

	List<ObjectNode> inlinePolicies() {
		return this.policies.stream().filter((attached) -> !attached.reusable()).map(Attached::policy).toList();
	}

	boolean links(String reusablePolicy) {
		return this.policies.stream()
			.anyMatch((attached) -> attached.reusable() && attached.id().equals(reusablePolicy));
	}

	AccessApp withPolicies(List<Attached> attached, String now) {
		return new AccessApp(this.id, this.aud, this.fields, attached, this.createdAt, now);
	}

	AccessApp withoutTag(String tag) {
		ObjectNode changed = this.fields.deepCopy();
		changed.set("tags", Json.strings(tags().stream().filter((one) -> !one.equals(tag)).toList()));
		return new AccessApp(this.id, this.aud, changed, this.policies, this.createdAt, this.updatedAt);
	}

	/** The application as the API shows it, with the current state of linked policies. */
	ObjectNode json(AccessStore reusablePolicies) {
		ObjectNode json = Json.object().put("id", this.id).put("uid", this.id).put("aud", this.aud);
		json.setAll(this.fields.deepCopy());
		json.put("created_at", this.createdAt).put("updated_at", this.updatedAt);
		json.set("policies",
				Json.array(this.policies.stream().map((attached) -> attached.json(reusablePolicies)).toList()));
		return json;
	}

	/**
	 * A policy of an application: its own, or a link to a reusable one.
	 *
	 * @param policy the policy itself; for a link just its id
	 */
	record Attached(boolean reusable, int precedence, ObjectNode policy) {

		String id() {
			return this.policy.path("id").asString();
		}

		/** The policy itself, also behind a link. */
		ObjectNode resolve(AccessStore reusablePolicies) {
			return this.reusable ? reusablePolicies.find(id()).orElse(this.policy) : this.policy;
		}

		ObjectNode json(AccessStore reusablePolicies) {
			ObjectNode json = resolve(reusablePolicies).deepCopy();
			return json.put("precedence", this.precedence).put("reusable", this.reusable);
		}

		Attached with(ObjectNode changed, int newPrecedence) {
			return new Attached(this.reusable, newPrecedence, changed);
		}

	}

}
