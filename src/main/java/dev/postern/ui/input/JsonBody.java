package dev.postern.ui.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a caller of the API sent, field by field, and then names all that is wrong
 * with it at once. A field that nobody knows is refused, so that a slip of the pen does
 * not pass for a wish (I15). A field that is {@code null} counts as left out.
 */
public final class JsonBody {

	private static final int LONGEST_SHOWN = 100;

	/** As many fields are named that nobody knows. */
	private static final int MOST_UNKNOWN = 50;

	private final JsonNode body;

	private final List<FieldProblem> problems = new ArrayList<>();

	/**
	 * Begins with the body of a request.
	 * @param fields the fields that count
	 * @param ignored fields that a caller may send back as they were answered
	 * @throws InvalidInput when it is no object
	 */
	public JsonBody(JsonNode body, Collection<String> fields, Set<String> ignored) {
		if (!body.isObject()) {
			throw InvalidInput.of("", shown(body), "ui.json.object");
		}
		this.body = body;
		body.propertyNames()
			.stream()
			.filter((name) -> !fields.contains(name) && !ignored.contains(name))
			.limit(MOST_UNKNOWN)
			.forEach((name) -> this.problems
				.add(FieldProblem.of(name, name, "ui.json.unknown", String.join(", ", fields))));
	}

	/** A field as it was sent; empty when it was left out. */
	public Optional<JsonNode> given(String name) {
		return this.body.optional(name).filter((value) -> !value.isNull());
	}

	public @Nullable String text(String name) {
		return given(name).filter((value) -> is(value.isString(), name, value, "ui.json.text"))
			.map(JsonNode::stringValue)
			.orElse(null);
	}

	public @Nullable Boolean bool(String name) {
		return given(name).filter((value) -> is(value.isBoolean(), name, value, "ui.json.boolean"))
			.map(JsonNode::booleanValue)
			.orElse(null);
	}

	public @Nullable Long number(String name) {
		return given(name)
			.filter((value) -> is(value.isIntegralNumber() && value.canConvertToLong(), name, value,
					"ui.json.whole-number"))
			.map(JsonNode::longValue)
			.orElse(null);
	}

	/** A list of texts, each once and in order; empty when it was left out. */
	public Set<String> texts(String name) {
		return given(name).filter((value) -> is(isTexts(value), name, value, "ui.json.texts"))
			.<Set<String>>map((value) -> value.valueStream()
				.map(JsonNode::stringValue)
				.collect(Collectors.toCollection(LinkedHashSet::new)))
			.orElse(Set.of());
	}

	/** A time with its zone, as ISO 8601 has it. */
	public @Nullable Instant instant(String name) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		try {
			return Instant.parse(text);
		}
		catch (DateTimeException ex) {
			this.problems.add(FieldProblem.of(name, text, "ui.json.instant"));
			return null;
		}
	}

	/**
	 * To be called once all fields are read.
	 * @throws InvalidInput with all that is wrong
	 */
	public void throwIfInvalid() {
		if (!this.problems.isEmpty()) {
			throw new InvalidInput(this.problems);
		}
	}

	private boolean is(boolean right, String name, JsonNode value, String code) {
		if (!right) {
			this.problems.add(FieldProblem.of(name, shown(value), code));
		}
		return right;
	}

	private static boolean isTexts(JsonNode value) {
		return value.isArray() && value.valueStream().allMatch(JsonNode::isString);
	}

	private static String shown(JsonNode value) {
		String text = value.toString();
		return (text.length() <= LONGEST_SHOWN) ? text : text.substring(0, LONGEST_SHOWN - 1) + "…";
	}

}
