package dev.postern.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Blanks what looks like a secret, by the name of its field or by its shape, so that a
 * careless publisher does not put one into the audit for ever (I9).
 */
final class Redaction {

	private static final StringNode BLANK = StringNode.valueOf("***");

	private static final Pattern WORD_BORDER = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

	private static final Set<String> SECRET_WORDS = Set.of("secret", "secrets", "token", "tokens", "password",
			"passwords", "passphrase", "key", "keys", "apikey", "credential", "credentials", "reveal");

	/** A name that ends so speaks about a secret without giving it away. */
	private static final Set<String> HARMLESS_ENDS = Set.of("id", "ids", "name", "prefix", "type", "at", "expiry");

	private static final Pattern SECRET_SHAPE = Pattern
		.compile("pst_[A-Za-z0-9_-]{16,}|eyJ[A-Za-z0-9_=-]{24,}|-----BEGIN [A-Z ]*PRIVATE KEY-----");

	private Redaction() {
	}

	static @Nullable JsonNode withoutSecrets(@Nullable JsonNode node) {
		return (node != null) ? clean(node) : null;
	}

	private static JsonNode clean(JsonNode node) {
		return switch (node) {
			case ObjectNode object -> clean(object);
			case ArrayNode array -> {
				ArrayNode copy = JsonNodeFactory.instance.arrayNode();
				array.forEach((item) -> copy.add(clean(item)));
				yield copy;
			}
			default -> (node.isString() && SECRET_SHAPE.matcher(node.stringValue()).find()) ? BLANK : node;
		};
	}

	private static ObjectNode clean(ObjectNode object) {
		ObjectNode copy = JsonNodeFactory.instance.objectNode();
		object.forEachEntry(
				(name, value) -> copy.set(name, (namesSecret(name) && holdsText(value)) ? BLANK : clean(value)));
		return copy;
	}

	private static boolean namesSecret(String name) {
		String[] words = WORD_BORDER.split(name);
		return words.length > 0 && Arrays.stream(words).map(Redaction::lower).anyMatch(SECRET_WORDS::contains)
				&& !HARMLESS_ENDS.contains(lower(words[words.length - 1]));
	}

	private static boolean holdsText(JsonNode value) {
		return switch (value) {
			case ArrayNode array -> !array.isEmpty() && array.valueStream().allMatch(JsonNode::isValueNode);
			default -> value.isValueNode() && !value.isNull();
		};
	}

	private static String lower(String word) {
		return word.toLowerCase(Locale.ROOT);
	}

}
