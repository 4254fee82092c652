package dev.postern.servers.form;

import java.util.List;

import dev.postern.kernel.InvalidInput;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the policies of a form in Cloudflare's shape. */
public final class FormPolicies {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private FormPolicies() {
	}

	/** A list of just this policy. */
	public static ArrayNode of(PolicyForm policy) {
		return write(List.of(policy));
	}

	static ArrayNode write(List<PolicyForm> policies) {
		ArrayNode array = JSON.arrayNode();
		for (int i = 0; i < policies.size(); i++) {
			PolicyForm policy = policies.get(i);
			if (!(Written.parsed(policy.more()) instanceof ObjectNode node)) {
				throw InvalidInput.of("policies[%d]".formatted(i), policy.more(), "servers.error.policies.more");
			}
			array.add(node);
			node.put("name", policy.name().strip());
			node.put("decision", policy.decision());
			node.set("include", written(policy, "include").rules());
			node.set("require", written(policy, "require").rules());
			node.set("exclude", written(policy, "exclude").rules());
			policy.terms().write(node);
		}
		return array;
	}

	/** A policy that names nobody at all yet is told of as a whole, not by its rows. */
	static Written written(PolicyForm policy, String part) {
		List<RuleForm> rows = policy.rows(part);
		boolean namesNobody = part.equals("include") && rows.stream().allMatch(RuleForm::isBlank);
		return Written.of(namesNobody ? List.of() : rows);
	}

}
