package dev.postern.directory.groups;

import java.util.List;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of a group in Cloudflare's own JSON shape, which is that of a policy's rules.
 */
public final class GroupRulesJson {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final String FIRST = "[0].";

	private GroupRulesJson() {
	}

	/**
	 * Reads rules that somebody entered.
	 * @throws InvalidInput with every problem found; its fields are as
	 * {@code include[2].email.email}
	 */
	public static RuleGroup read(@Nullable JsonNode include, @Nullable JsonNode require, @Nullable JsonNode exclude) {
		ObjectNode lists = JSON.objectNode();
		set(lists, "include", include);
		set(lists, "require", require);
		set(lists, "exclude", exclude);
		try {
			return rules(PolicyCodec.read(policy(lists)).getFirst());
		}
		catch (InvalidInput ex) {
			throw new InvalidInput(ex.problems().stream().map(GroupRulesJson::outside).toList());
		}
	}

	/** Reads the rules of a group that stands at Cloudflare, or was stored. */
	public static RuleGroup readObserved(JsonNode group) {
		return rules(PolicyCodec.readObserved(policy(group)).getFirst());
	}

	/** Puts rules into a group as Cloudflare takes it. */
	public static ObjectNode write(RuleGroup rules, ObjectNode group) {
		group.set("include", selectors(rules.include()));
		group.set("require", selectors(rules.require()));
		group.set("exclude", selectors(rules.exclude()));
		return group;
	}

	private static ArrayNode selectors(List<Selector> selectors) {
		return JSON.arrayNode().addAll(selectors.stream().map(PolicyCodec::write).toList());
	}

	private static void set(ObjectNode lists, String name, @Nullable JsonNode list) {
		if (list != null) {
			lists.set(name, list);
		}
	}

	private static ArrayNode policy(JsonNode lists) {
		ArrayNode policies = JSON.arrayNode();
		ObjectNode policy = policies.addObject().put("name", "group").put("decision", "allow");
		List.of("include", "require", "exclude").forEach((name) -> {
			if (lists.has(name)) {
				policy.set(name, lists.get(name));
			}
		});
		return policies;
	}

	private static RuleGroup rules(Policy policy) {
		return new RuleGroup(policy.include(), policy.require(), policy.exclude());
	}

	private static FieldProblem outside(FieldProblem problem) {
		boolean ofAll = problem.field().isEmpty();
		String field = ofAll ? "include"
				: problem.field().startsWith(FIRST) ? problem.field().substring(FIRST.length()) : problem.field();
		return new FieldProblem(field, problem.value(), problem.code(), problem.args());
	}

}
