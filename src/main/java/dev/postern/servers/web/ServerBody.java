package dev.postern.servers.web;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.kernel.InvalidInput;
import dev.postern.servers.ServerDraft;
import dev.postern.ui.input.JsonBody;
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

	private static final String VERSION = "version";

	public ServerBody {
		acknowledged = Set.copyOf(acknowledged);
	}

	private static final List<String> WANTED = List.of("name", "hostname", "tunnelId", "service", "loginUser",
			"applicationType", "sessionDuration", "enforceAtConnector", "description", "tags", "policies");

	/**
	 * A caller may send back what it was answered; these say nothing about what is
	 * wanted.
	 */
	private static final Set<String> ANSWERED = Set.of("id", "phase", "generation", "appliedGeneration",
			"accessGeneration", "connection", "problem", "createdAt", "updatedAt", "retiredAt");

	/**
	 * Reads a new server.
	 * @throws InvalidInput naming every field that is unknown or of the wrong type
	 */
	public static ServerBody ofNew(JsonNode body) {
		return read(new JsonBody(body, fields(ACKNOWLEDGED), Set.of()), null);
	}

	/**
	 * Reads an edited server, which may hold all fields of the answer that was edited.
	 * @throws InvalidInput naming every field that is unknown or of the wrong type
	 */
	public static ServerBody ofEdited(JsonNode body) {
		JsonBody fields = new JsonBody(body, fields(VERSION, ACKNOWLEDGED), ANSWERED);
		return read(fields, fields.number(VERSION));
	}

	private static ServerBody read(JsonBody fields, @Nullable Long version) {
		ServerDraft draft = new ServerDraft(fields.text("name"), fields.text("hostname"), fields.text("tunnelId"),
				fields.text("service"), fields.text("loginUser"), fields.text("applicationType"),
				fields.text("sessionDuration"), fields.bool("enforceAtConnector"), fields.text("description"),
				List.copyOf(fields.texts("tags")), fields.given("policies").orElse(null));
		Set<String> acknowledged = fields.texts(ACKNOWLEDGED);
		fields.throwIfInvalid();
		return new ServerBody(draft, version, acknowledged);
	}

	private static List<String> fields(String... besides) {
		return Stream.concat(WANTED.stream(), Stream.of(besides)).toList();
	}

}
