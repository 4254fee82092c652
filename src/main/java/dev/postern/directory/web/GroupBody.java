package dev.postern.directory.web;

import java.util.List;
import java.util.Set;

import dev.postern.directory.groups.GroupDraft;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.JsonBody;
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

	private static final List<String> WANTED = List.of("name", "description", "include", "require", "exclude",
			ACKNOWLEDGED);

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
		JsonBody fields = new JsonBody(body, WANTED, ignored);
		GroupDraft draft = new GroupDraft(fields.text("name"), fields.text("description"),
				fields.given("include").orElse(null), fields.given("require").orElse(null),
				fields.given("exclude").orElse(null));
		Long version = ignored.isEmpty() ? null : fields.number("version");
		Set<String> acknowledged = fields.texts(ACKNOWLEDGED);
		fields.throwIfInvalid();
		return new GroupBody(draft, version, acknowledged);
	}

}
