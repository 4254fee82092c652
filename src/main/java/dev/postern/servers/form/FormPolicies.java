package dev.postern.servers.form;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.FieldProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Leads from the rows of a form to Cloudflare's JSON, and from its problems back. */
final class FormPolicies {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final Pattern SELECTOR = Pattern
		.compile("policies\\[(\\d+)]\\.(include|require|exclude)\\[(\\d+)].*");

	private FormPolicies() {
	}

	static ArrayNode write(List<PolicyForm> policies) {
		ArrayNode array = JSON.arrayNode();
		for (PolicyForm policy : policies) {
			ObjectNode node = array.addObject();
			if (parsed(policy.more()) instanceof ObjectNode more) {
				node.setAll(more);
			}
			node.put("name", policy.name().strip());
			node.put("decision", policy.decision());
			node.set("include", selectors(policy.include()));
			node.set("require", selectors(policy.require()));
			node.set("exclude", selectors(policy.exclude()));
		}
		return array;
	}

	private static ArrayNode selectors(List<RuleForm> rows) {
		ArrayNode array = JSON.arrayNode();
		rows.forEach((row) -> row.split().forEach((value) -> array.add(selector(row.kind(), value))));
		return array;
	}

	private static JsonNode selector(String kind, String value) {
		return switch (kind) {
			case "email" -> of("email", "email", value);
			case "email_domain" -> of("email_domain", "domain", value.startsWith("@") ? value.substring(1) : value);
			case "geo" -> of("geo", "country_code", value.toUpperCase(Locale.ROOT));
			case "ip" -> of("ip", "ip", value);
			case "everyone" -> JSON.objectNode().set("everyone", JSON.objectNode());
			default -> parsed(value);
		};
	}

	private static ObjectNode of(String kind, String field, String value) {
		ObjectNode node = JSON.objectNode();
		node.putObject(kind).put(field, value);
		return node;
	}

	private static JsonNode parsed(String text) {
		try {
			return JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			return JSON.stringNode(text);
		}
	}

	/** The same problem at the row of the form that the value came from. */
	static FieldProblem place(FieldProblem problem, List<PolicyForm> policies) {
		Matcher selector = SELECTOR.matcher(problem.field());
		if (!selector.matches()) {
			return problem;
		}
		int policy = Integer.parseInt(selector.group(1));
		String part = selector.group(2);
		int left = Integer.parseInt(selector.group(3));
		List<RuleForm> rows = policies.get(policy).rows(part);
		int row = 0;
		while (row < rows.size() - 1 && left >= rows.get(row).split().size()) {
			left -= rows.get(row).split().size();
			row++;
		}
		String field = "policies[%d].%s[%d].values".formatted(policy, part, row);
		return new FieldProblem(field, problem.value(), problem.code(), problem.args());
	}

}
