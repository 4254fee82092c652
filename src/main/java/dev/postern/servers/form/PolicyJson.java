package dev.postern.servers.form;

import java.util.List;
import java.util.stream.IntStream;

import dev.postern.kernel.InvalidInput;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the policies of a form in Cloudflare's shape. */
public final class PolicyJson {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private PolicyJson() {
	}

	/** A list of just this policy. */
	public static ArrayNode of(PolicyForm policy) {
		return write(List.of(policy));
	}

	/**
	 * Writes the policies in which anything was filled in; where that is none, all of
	 * them, so that they are told of.
	 */
	static ArrayNode write(List<PolicyForm> policies) {
		ArrayNode array = JSON.arrayNode();
		for (int i : written(policies)) {
			PolicyForm policy = policies.get(i);
			if (!(RuleJson.parse(policy.more()) instanceof ObjectNode node)) {
				throw InvalidInput.of("policies[%d]".formatted(i), policy.more(), "servers.error.policies.more");
			}
			array.add(node);
			node.put("name", policy.name().strip());
			node.put("decision", policy.decision());
			node.set("include", rules(policy, "include").rules());
			node.set("require", rules(policy, "require").rules());
			node.set("exclude", rules(policy, "exclude").rules());
			policy.terms().write(node);
		}
		return array;
	}

	/** The places of the policies that are written, in order. */
	static List<Integer> written(List<PolicyForm> policies) {
		List<Integer> filled = IntStream.range(0, policies.size())
			.filter((i) -> !policies.get(i).isUntouched())
			.boxed()
			.toList();
		return filled.isEmpty() ? IntStream.range(0, policies.size()).boxed().toList() : filled;
	}

	/**
	 * The rules of a part. A row of include that is empty names nobody; an empty
	 * condition or exception is written, so that it is refused: without it the policy
	 * would let in more people than somebody meant.
	 */
	static RuleJson rules(PolicyForm policy, String part) {
		return RuleJson.of(policy.rows(part), part.equals("include"));
	}

}
