package dev.postern.fake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the fake keeps it: keys in their order, numbers as they were written. */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private Json() {
	}

	static JsonNode parse(String text) {
		return MAPPER.readTree(text);
	}

	static ObjectNode parseObject(String text) {
		return (ObjectNode) parse(text);
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static ArrayNode array() {
		return MAPPER.createArrayNode();
	}

	static ArrayNode array(Collection<? extends JsonNode> elements) {
		ArrayNode array = array();
		elements.forEach(array::add);
		return array;
	}

	static ArrayNode strings(Collection<String> texts) {
		ArrayNode array = array();
		texts.forEach(array::add);
		return array;
	}

	static Map<String, Object> map(JsonNode node) {
		return MAPPER.convertValue(node, new TypeReference<Map<String, Object>>() {
		});
	}

	static String pretty(JsonNode node) {
		return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
	}

	/** The text of a field, {@code null} when it is absent or no text. */
	static @Nullable String text(@Nullable JsonNode node, String field) {
		if (node == null) {
			return null;
		}
		JsonNode value = node.path(field);
		return value.isString() ? value.asString() : null;
	}

	static String text(@Nullable JsonNode node, String field, String otherwise) {
		String text = text(node, field);
		return (text != null) ? text : otherwise;
	}

	static boolean isAbsent(@Nullable JsonNode node) {
		return node == null || node.isMissingNode() || node.isNull();
	}

	/** The elements of an array field, none when it is anything else. */
	static List<JsonNode> list(@Nullable JsonNode node, String field) {
		List<JsonNode> elements = new ArrayList<>();
		if (node != null && node.path(field).isArray()) {
			node.path(field).forEach(elements::add);
		}
		return elements;
	}

	/** A copy without the named fields. */
	static ObjectNode without(ObjectNode object, Collection<String> fields) {
		ObjectNode copy = object();
		for (Map.Entry<String, JsonNode> entry : object.properties()) {
			if (!fields.contains(entry.getKey())) {
				copy.set(entry.getKey(), entry.getValue().deepCopy());
			}
		}
		return copy;
	}

}
