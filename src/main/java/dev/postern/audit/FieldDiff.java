package dev.postern.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What differs between two states in one field.
 *
 * @param field its path, as {@code policies[0].include[1].email.email}
 * @param before {@code null} when it was not there
 * @param after {@code null} when it is not there any more
 */
public record FieldDiff(String field, @Nullable String before, @Nullable String after) {

	/** The fields that differ, in the order of the states. */
	public static List<FieldDiff> between(@Nullable JsonNode before, @Nullable JsonNode after) {
		Map<String, String> old = leaves(before);
		Map<String, String> now = leaves(after);
		Set<String> fields = new LinkedHashSet<>(old.keySet());
		fields.addAll(now.keySet());
		List<FieldDiff> diffs = new ArrayList<>();
		for (String field : fields) {
			if (!Objects.equals(old.get(field), now.get(field))) {
				diffs.add(new FieldDiff(field, old.get(field), now.get(field)));
			}
		}
		return diffs;
	}

	private static Map<String, String> leaves(@Nullable JsonNode state) {
		Map<String, String> leaves = new LinkedHashMap<>();
		if (state != null) {
			collect("", state, leaves);
		}
		return leaves;
	}

	private static void collect(String path, JsonNode node, Map<String, String> leaves) {
		if (node.isObject() && !node.isEmpty()) {
			node.forEachEntry((name, value) -> collect(path.isEmpty() ? name : path + "." + name, value, leaves));
		}
		else if (node.isArray() && !node.isEmpty()) {
			for (int i = 0; i < node.size(); i++) {
				collect(path + "[" + i + "]", node.get(i), leaves);
			}
		}
		else if (!node.isNull()) {
			leaves.put(path, node.isString() ? node.stringValue() : node.toString());
		}
	}

}
