package dev.postern.servers.web;

import java.util.List;

import dev.postern.servers.Server;
import dev.postern.servers.form.ServerForm;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/** Shows a server as a program would read and change it. */
@Component
class ApiExamples {

	private final JsonMapper json;

	ApiExamples(JsonMapper json) {
		this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
	}

	/** The body of a {@code PUT} that would change nothing. */
	String json(Server server) {
		ObjectNode body = this.json.valueToTree(ServerForm.of(server).toDraft());
		body.put("version", server.version());
		return this.json.writeValueAsString(body);
	}

	/** No quote of a value can end the text that the shell is given. */
	String curl(Server server, String home) {
		return String.join(" \\\n  ",
				List.of("curl -X PUT '%s/api/v1/servers/%s'".formatted(home, server.id()),
						"-H \"Authorization: Bearer $POSTERN_TOKEN\"", "-H 'Content-Type: application/json'",
						"--data '%s'".formatted(json(server).replace("'", "\\u0027"))));
	}

}
