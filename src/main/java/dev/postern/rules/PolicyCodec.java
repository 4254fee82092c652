package dev.postern.rules;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.postern.kernel.InvalidInput;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes policies in Cloudflare's own JSON shape. */
public final class PolicyCodec {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private PolicyCodec() {
	}

	/**
	 * Reads policies that somebody entered, in order of precedence: by their field
	 * {@code precedence} when each has one, else as listed.
	 * @throws InvalidInput with every problem found; its fields are relative to the array
	 * ({@code [0].include[2].email.email}), see
	 * {@link dev.postern.kernel.FieldProblem#under}
	 */
	public static List<Policy> read(JsonNode policies) {
		return new PolicyReader(PolicyReader.Strictness.STRICT).read(policies);
	}

	/**
	 * Reads policies that stand at Cloudflare: a selector whose value Postern would not
	 * take from a person is kept as {@link Selector.Other}.
	 * @throws InvalidInput when a policy is not of Cloudflare's shape
	 */
	public static List<Policy> readObserved(JsonNode policies) {
		return new PolicyReader(PolicyReader.Strictness.LENIENT).read(policies);
	}

	/** Writes policies as Cloudflare's JSON; {@code precedence} counts from 1. */
	public static ArrayNode write(List<Policy> policies) {
		ArrayNode array = JSON.arrayNode();
		for (Policy policy : policies) {
			ObjectNode node = array.addObject();
			node.put("name", policy.name());
			node.put("decision", policy.decision().wire());
			node.put("precedence", array.size());
			node.set("include", selectors(policy.include()));
			node.set("require", selectors(policy.require()));
			node.set("exclude", selectors(policy.exclude()));
			node.setAll(policy.additionalFields());
		}
		return array;
	}

	/** Writes one selector as Cloudflare's JSON. */
	public static JsonNode write(Selector selector) {
		return SelectorKinds.write(selector);
	}

	/** The key under which Cloudflare's JSON holds a selector. */
	public static String key(Selector selector) {
		return SelectorKinds.key(selector);
	}

	/**
	 * Puts policies into canonical form, in which policies that mean the same are equal:
	 * selectors are sorted and distinct, fields with default values are left out.
	 */
	public static List<Policy> canonical(List<Policy> policies) {
		return policies.stream().map(PolicyCodec::canonical).toList();
	}

	private static Policy canonical(Policy policy) {
		ObjectNode more = JSON.objectNode();
		policy.more()
			.properties()
			.stream()
			.filter((field) -> !saysDefault(field.getValue()))
			.forEach((field) -> more.set(field.getKey(), field.getValue()));
		return new Policy(policy.name(), policy.decision(), sorted(policy.include()), sorted(policy.require()),
				sorted(policy.exclude()), policy.terms(), (ObjectNode) sorted(more));
	}

	private static List<Selector> sorted(List<Selector> selectors) {
		return selectors.stream()
			.map((selector) -> (selector instanceof Selector.Other(var raw)) ? new Selector.Other(sorted(raw))
					: selector)
			.distinct()
			.sorted(Comparator.comparing((selector) -> write(selector).toString()))
			.toList();
	}

	private static JsonNode sorted(JsonNode node) {
		if (node.isObject()) {
			ObjectNode object = JSON.objectNode();
			node.propertyStream()
				.sorted(Map.Entry.comparingByKey())
				.forEach((field) -> object.set(field.getKey(), sorted(field.getValue())));
			return object;
		}
		if (node.isArray()) {
			return JSON.arrayNode().addAll(node.valueStream().map(PolicyCodec::sorted).toList());
		}
		return node.isNumber() ? number(node.decimalValue().stripTrailingZeros()) : node;
	}

	private static JsonNode number(BigDecimal value) {
		return (value.scale() <= 0) ? JSON.numberNode(value.toBigIntegerExact()) : JSON.numberNode(value);
	}

	private static boolean saysDefault(JsonNode value) {
		return switch (value.getNodeType()) {
			case NULL, MISSING -> true;
			case BOOLEAN -> !value.booleanValue();
			case STRING -> value.stringValue().isEmpty();
			case ARRAY -> value.isEmpty();
			case OBJECT -> value.valueStream().allMatch(PolicyCodec::saysDefault);
			case NUMBER, BINARY, POJO -> false;
		};
	}

	private static ArrayNode selectors(List<Selector> selectors) {
		return JSON.arrayNode().addAll(selectors.stream().map(PolicyCodec::write).toList());
	}

}
