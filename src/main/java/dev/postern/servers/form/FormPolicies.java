package dev.postern.servers.form;

import java.util.List;

import dev.postern.kernel.InvalidInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Leads from the rows of a form to Cloudflare's JSON. */
final class FormPolicies {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private FormPolicies() {
	}

	static ArrayNode write(List<PolicyForm> policies) {
		ArrayNode array = JSON.arrayNode();
		for (int i = 0; i < policies.size(); i++) {
			PolicyForm policy = policies.get(i);
			if (!(parsed(policy.more()) instanceof ObjectNode node)) {
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

	static JsonNode parsed(String text) {
		try {
			return MAPPER.readTree(text);
		}
		catch (JacksonException ex) {
			return JSON.stringNode(text);
		}
	}

}
