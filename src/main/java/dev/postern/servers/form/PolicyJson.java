package dev.postern.servers.form;

import java.util.List;

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

	static ArrayNode write(List<PolicyForm> policies) {
		ArrayNode array = JSON.arrayNode();
		for (int i = 0; i < policies.size(); i++) {
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

	/** A policy that names nobody at all yet is told of as a whole, not by its rows. */
	static RuleJson rules(PolicyForm policy, String part) {
		List<RuleForm> rows = policy.rows(part);
		boolean namesNobody = part.equals("include") && rows.stream().allMatch(RuleForm::isBlank);
		return RuleJson.of(namesNobody ? List.of() : rows);
	}

}
