package dev.postern.directory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.directory.groups.GroupDraft;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller of the API sends to describe a group. A field that Postern does not know
 * is refused, so that a slip of the pen does not pass for a wish (I15).
 *
 * @param version the version that the caller has seen; {@code null} for a new group
 * @param acknowledged the warnings that the caller says yes to
 */
record GroupBody(GroupDraft draft, @Nullable Long version, Set<String> acknowledged) {

	private static final String ACKNOWLEDGED = "acknowledgedWarnings";

	private static final List<String> WANTED = List.of("name", "description", "include", "require", "exclude");

	/**
	 * A caller may send back what it was answered; these say nothing about what is
	 * wanted.
	 */
	private static final Set<String> ANSWERED = Set.of("id", "version", "phase", "generation", "appliedGeneration",
			"problem", "createdAt", "updatedAt", "retiredAt");

	GroupBody {
		acknowledged = Set.copyOf(acknowledged);
	}

	/** Reads a new group. */
	static GroupBody ofNew(JsonNode body) {
		return read(body, Set.of());
	}

	/** Reads an edited group, which may hold all fields of the answer that was edited. */
	static GroupBody ofEdited(JsonNode body) {
		GroupBody edited = read(body, ANSWERED);
		if (edited.version() == null) {
			throw InvalidInput.of("version", "", "directory.error.version.missing");
		}
		return edited;
	}

	private static GroupBody read(JsonNode body, Set<String> ignored) {
		if (!body.isObject()) {
			throw InvalidInput.of("", shown(body), "directory.error.json.object");
		}
		List<FieldProblem> problems = new ArrayList<>();
		body.propertyNames()
			.stream()
			.filter((name) -> !WANTED.contains(name) && !ignored.contains(name) && !name.equals(ACKNOWLEDGED))
			.forEach((name) -> problems.add(FieldProblem.of(name, name, "directory.error.json.unknown",
					String.join(", ", WANTED) + ", " + ACKNOWLEDGED)));
		String name = text(body, "name", problems);
		String description = text(body, "description", problems);
		Long version = version(body, problems);
		Set<String> acknowledged = acknowledged(body, problems);
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return new GroupBody(
				new GroupDraft(name, description, given(body, "include").orElse(null),
						given(body, "require").orElse(null), given(body, "exclude").orElse(null)),
				version, acknowledged);
	}

	private static Optional<JsonNode> given(JsonNode body, String name) {
		return body.optional(name).filter((value) -> !value.isNull());
	}

	private static @Nullable String text(JsonNode body, String name, List<FieldProblem> problems) {
		JsonNode value = given(body, name).orElse(null);
		if (value == null) {
			return null;
		}
		if (!value.isString()) {
			problems.add(FieldProblem.of(name, shown(value), "directory.error.json.text"));
		}
		return value.stringValue("");
	}

	private static Set<String> acknowledged(JsonNode body, List<FieldProblem> problems) {
		JsonNode value = given(body, ACKNOWLEDGED).orElse(null);
		if (value == null) {
			return Set.of();
		}
		if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
			problems.add(FieldProblem.of(ACKNOWLEDGED, shown(value), "directory.error.json.texts"));
			return Set.of();
		}
		return value.valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
	}

	private static @Nullable Long version(JsonNode body, List<FieldProblem> problems) {
		JsonNode value = given(body, "version").orElse(null);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			problems.add(FieldProblem.of("version", shown(value), "directory.error.json.number"));
			return null;
		}
		return value.longValue();
	}

	private static String shown(JsonNode value) {
		String text = value.toString();
		return (text.length() <= 100) ? text : text.substring(0, 99) + "…";
	}

}
