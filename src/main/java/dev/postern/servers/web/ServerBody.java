package dev.postern.servers.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.ServerDraft;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.modulith.NamedInterface;

/**
 * What a caller of the API sends to describe a server. A field that Postern does not know
 * is refused, so that a slip of the pen does not pass for a wish (I15).
 *
 * @param version the version that the caller has seen
 * @param acknowledged the warnings that the caller says yes to
 */
@NamedInterface("api")
public record ServerBody(ServerDraft draft, @Nullable Long version, Set<String> acknowledged) {

	private static final String ACKNOWLEDGED = "acknowledgedWarnings";

	public ServerBody {
		acknowledged = Set.copyOf(acknowledged);
	}

	private static final List<String> WANTED = List.of("name", "hostname", "tunnelId", "service", "loginUser",
			"applicationType", "sessionDuration", "enforceAtConnector", "description", "policies");

	/**
	 * A caller may send back what it was answered; these say nothing about what is
	 * wanted.
	 */
	private static final Set<String> ANSWERED = Set.of("id", "phase", "generation", "appliedGeneration", "problem",
			"createdAt", "updatedAt", "retiredAt");

	/**
	 * Reads a new server.
	 * @throws InvalidInput naming every field that is unknown or of the wrong type
	 */
	public static ServerBody ofNew(JsonNode body) {
		return new Reader(body, Set.of()).read();
	}

	/**
	 * Reads an edited server, which may hold all fields of the answer that was edited.
	 * @throws InvalidInput naming every field that is unknown or of the wrong type
	 */
	public static ServerBody ofEdited(JsonNode body) {
		return new Reader(body, ANSWERED).read();
	}

	private static final class Reader {

		private final JsonNode body;

		private final Set<String> ignored;

		private final List<FieldProblem> problems = new ArrayList<>();

		Reader(JsonNode body, Set<String> ignored) {
			this.body = body;
			this.ignored = ignored;
		}

		ServerBody read() {
			if (!this.body.isObject()) {
				throw InvalidInput.of("", shown(this.body), "servers.error.json.object");
			}
			this.body.propertyNames().stream().filter(this::isUnknown).forEach((name) -> {
				String known = String.join(", ", Stream.concat(WANTED.stream(), extras()).toList());
				this.problems.add(FieldProblem.of(name, name, "servers.error.json.unknown", known));
			});
			ServerDraft draft = new ServerDraft(text("name"), text("hostname"), text("tunnelId"), text("service"),
					text("loginUser"), text("applicationType"), text("sessionDuration"), bool("enforceAtConnector"),
					text("description"), given("policies").orElse(null));
			Long version = version();
			Set<String> acknowledged = acknowledged();
			if (!this.problems.isEmpty()) {
				throw new InvalidInput(this.problems);
			}
			return new ServerBody(draft, version, acknowledged);
		}

		private boolean isUnknown(String name) {
			return !WANTED.contains(name) && !this.ignored.contains(name) && extras().noneMatch(name::equals);
		}

		private Stream<String> extras() {
			return this.ignored.isEmpty() ? Stream.of(ACKNOWLEDGED) : Stream.of("version", ACKNOWLEDGED);
		}

		private Set<String> acknowledged() {
			return given(ACKNOWLEDGED).filter((value) -> is(isTexts(value), ACKNOWLEDGED, value, "texts"))
				.map((value) -> value.valueStream().map(JsonNode::stringValue).collect(Collectors.toSet()))
				.orElse(Set.of());
		}

		private static boolean isTexts(JsonNode value) {
			return value.isArray() && value.valueStream().allMatch(JsonNode::isString);
		}

		private Optional<JsonNode> given(String name) {
			return this.body.optional(name).filter((value) -> !value.isNull());
		}

		private @Nullable String text(String name) {
			return given(name).filter((value) -> is(value.isString(), name, value, "text"))
				.map(JsonNode::stringValue)
				.orElse(null);
		}

		private @Nullable Boolean bool(String name) {
			return given(name).filter((value) -> is(value.isBoolean(), name, value, "boolean"))
				.map(JsonNode::booleanValue)
				.orElse(null);
		}

		private @Nullable Long version() {
			return given("version")
				.filter((value) -> is(value.isIntegralNumber() && value.canConvertToLong(), "version", value, "number"))
				.map(JsonNode::longValue)
				.orElse(null);
		}

		private boolean is(boolean right, String name, JsonNode value, String type) {
			if (!right) {
				this.problems.add(FieldProblem.of(name, shown(value), "servers.error.json." + type));
			}
			return right;
		}

		private static String shown(JsonNode value) {
			String text = value.toString();
			return (text.length() <= 100) ? text : text.substring(0, 99) + "…";
		}

	}

}
