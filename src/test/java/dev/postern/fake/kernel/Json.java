package dev.postern.fake.kernel;

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
public final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private Json() {
	}

	public static JsonNode parse(String text) {
		return MAPPER.readTree(text);
	}

	public static ObjectNode parseObject(String text) {
		return (ObjectNode) parse(text);
	}

	public static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	public static ArrayNode array() {
		return MAPPER.createArrayNode();
	}

	public static ArrayNode array(Collection<? extends JsonNode> elements) {
		ArrayNode array = array();
		elements.forEach(array::add);
		return array;
	}

	public static ArrayNode strings(Collection<String> texts) {
		ArrayNode array = array();
		texts.forEach(array::add);
		return array;
	}

	public static Map<String, Object> map(JsonNode node) {
		return MAPPER.convertValue(node, new TypeReference<Map<String, Object>>() {
		});
	}

	public static String pretty(JsonNode node) {
		return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
	}

	/** The text of a field, {@code null} when it is absent or no text. */
	public static @Nullable String text(@Nullable JsonNode node, String field) {
		if (node == null) {
			return null;
		}
		JsonNode value = node.path(field);
		return value.isString() ? value.asString() : null;
	}

	public static String text(@Nullable JsonNode node, String field, String otherwise) {
		String text = text(node, field);
		return (text != null) ? text : otherwise;
	}

	public static boolean isAbsent(@Nullable JsonNode node) {
		return node == null || node.isMissingNode() || node.isNull();
	}

	/** The elements of an array field, none when it is anything else. */
	public static List<JsonNode> list(@Nullable JsonNode node, String field) {
		List<JsonNode> elements = new ArrayList<>();
		if (node != null && node.path(field).isArray()) {
			node.path(field).forEach(elements::add);
		}
		return elements;
	}

	/** A copy without the named fields. */
	public static ObjectNode without(ObjectNode object, Collection<String> fields) {
		ObjectNode copy = object();
		for (Map.Entry<String, JsonNode> entry : object.properties()) {
			if (!fields.contains(entry.getKey())) {
				copy.set(entry.getKey(), entry.getValue().deepCopy());
			}
		}
		return copy;
	}

}
