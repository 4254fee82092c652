package dev.postern.servers;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Drafts of servers for tests. */
public final class Drafts {

	/** A remotely managed tunnel. */
	public static final String TUNNEL = "f70ff985-a4ef-4643-bbbc-4a0ed4fc8415";

	/** Another remotely managed tunnel. */
	public static final String OTHER_TUNNEL = "11111111-a4ef-4643-bbbc-4a0ed4fc8415";

	/** A tunnel that rules itself by a file. */
	public static final String LOCAL_TUNNEL = "22222222-a4ef-4643-bbbc-4a0ed4fc8415";

	/** A tunnel that was deleted. */
	public static final String DELETED_TUNNEL = "33333333-a4ef-4643-bbbc-4a0ed4fc8415";

	private static final JsonMapper JSON = JsonMapper.shared();

	private Drafts() {
	}

	public static ServerDraft aServer(String name) {
		return new ServerDraft(name, name + ".example.jp", TUNNEL, "ssh://host.docker.internal:22", "myuser", "ssh",
				"24h", false, "orders database", List.of(), allow("admin@example.com"));
	}

	public static JsonNode allow(String email) {
		return json("""
				[{"name": "Allow", "decision": "allow", "include": [{"email": {"email": "%s"}}],
				  "require": [], "exclude": []}]""".formatted(email));
	}

	public static JsonNode json(String text) {
		return JSON.readTree(text);
	}

	/** The same draft, with one field as it is given. */
	public static ServerDraft with(ServerDraft draft, String field, @Nullable Object value) {
		ObjectNode fields = JSON.valueToTree(draft);
		fields.set(field, JSON.valueToTree(value));
		return JSON.treeToValue(fields, ServerDraft.class);
	}

}
