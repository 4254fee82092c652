package dev.postern.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One field of a selector in Cloudflare's JSON.
 *
 * @param code the code of the text that says what would be right
 * @param read throws {@link IllegalArgumentException} when the value does not fit
 * @param write gives a missing node for what need not be written
 */
record JsonField<T>(String name, String code, Function<JsonNode, T> read, Function<T, JsonNode> write) {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	static <T> JsonField<T> text(String name, String code, Function<String, T> read) {
		return new JsonField<>(name, code, (value) -> read.apply(string(value)),
				(value) -> JSON.stringNode(value.toString()));
	}

	static JsonField<Set<RiskLevel>> levels(String name, String code) {
		return new JsonField<>(name, code, JsonField::levels, (levels) -> JSON.arrayNode()
			.addAll(levels.stream().map((level) -> JSON.stringNode(level.wire())).toList()));
	}

	/** Makes the field optional. */
	JsonField<Optional<T>> optional() {
		return new JsonField<>(this.name, this.code,
				(value) -> absent(value) ? Optional.empty() : Optional.of(this.read.apply(value)),
				(value) -> value.map(this.write).orElse(MissingNode.getInstance()));
	}

	T readFrom(JsonNode body) {
		return this.read.apply(body.path(this.name));
	}

	boolean fits(JsonNode body) {
		try {
			readFrom(body);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	void writeTo(ObjectNode body, T value) {
		JsonNode written = this.write.apply(value);
		if (!written.isMissingNode()) {
			body.set(this.name, written);
		}
	}

	static boolean absent(JsonNode value) {
		return value.isMissingNode() || value.isNull();
	}

	private static String string(JsonNode value) {
		if (!value.isString()) {
			throw new IllegalArgumentException("not a text: " + value);
		}
		return value.stringValue();
	}

	private static Set<RiskLevel> levels(JsonNode value) {
		List<RiskLevel> levels = new ArrayList<>();
		value.valueStream().forEach((level) -> levels.add(RiskLevel.of(string(level))));
		return EnumSet.copyOf(levels);
	}

}
