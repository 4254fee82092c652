package dev.postern.fake.access;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks include, require and exclude of policies and groups. */
final class RuleValidation {

	private static final int LIMIT = 1000;

	private static final Map<String, Known> KNOWN = Map.of("email",
			new Known("email", Pattern.compile("[^\\s@]+@[^\\s@]+")), "email_domain",
			new Known("domain", Pattern.compile("[^\\s@]+\\.[^\\s@]+")), "ip",
			new Known("ip", Pattern.compile("[0-9a-fA-F.:]+(/\\d{1,3})?")), "geo",
			new Known("country_code", Pattern.compile("[A-Z]{2}|T1")));

	private final AccessStore groups;

	RuleValidation(AccessStore groups) {
		this.groups = groups;
	}

	/**
	 * Copies the three lists, each present in the result; include must hold something.
	 */
	void copy(ObjectNode from, ObjectNode to) {
		int rules = 0;
		for (String list : List.of("include", "require", "exclude")) {
			ArrayNode copy = Json.array();
			for (JsonNode rule : Json.list(from, list)) {
				demandRule(rule);
				copy.add(rule.deepCopy());
			}
			rules += copy.size();
			to.set(list, copy);
		}
		if (to.path("include").isEmpty()) {
			throw ApiException.access("include must have at least one rule");
		}
		if (rules > LIMIT) {
			throw ApiException.access("too many rules, the limit is %d".formatted(LIMIT));
		}
	}

	/** A selector that is new since this was written is taken as it is. */
	private void demandRule(JsonNode rule) {
		if (!rule.isObject() || rule.size() != 1) {
			throw ApiException.access("each rule must have exactly one selector");
		}
		Map.Entry<String, JsonNode> selector = rule.properties().iterator().next();
		if (!selector.getValue().isObject()) {
			throw ApiException.access("invalid rule " + selector.getKey());
		}
		@Nullable Known known = KNOWN.get(selector.getKey());
		if (known != null && !known.shape().matcher(Json.text(selector.getValue(), known.field(), "")).matches()) {
			throw ApiException.access("invalid value of rule " + selector.getKey());
		}
		if (selector.getKey().equals("group") && !this.groups.contains(Json.text(selector.getValue(), "id", ""))) {
			throw ApiException.access("rule refers to a group that does not exist");
		}
	}

	static boolean refersTo(JsonNode policyOrGroup, String selector, String id) {
		return refersTo(policyOrGroup, selector, "id", id);
	}

	/** Whether a rule names something by the field of a selector. */
	static boolean refersTo(JsonNode policyOrGroup, String selector, String field, String id) {
		for (String list : List.of("include", "require", "exclude")) {
			for (JsonNode rule : Json.list(policyOrGroup, list)) {
				if (id.equals(Json.text(rule.path(selector), field))) {
					return true;
				}
			}
		}
		return false;
	}

	/** What the value of a well-known selector must look like. */
	private record Known(String field, Pattern shape) {
	}

}
