package dev.postern.servers.web;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.Drafts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

class ServerBodyTests {

	@Test
	void readsWhatAnAnswerSays() {
		JsonNode body = Drafts.json("""
				{"id": "x", "phase": "READY", "generation": 3, "appliedGeneration": 3, "problem": null, "version": 7,
				 "createdAt": "x", "updatedAt": "x", "retiredAt": null, "name": "db1", "description": null,
				 "enforceAtConnector": true, "policies": []}""");
		ServerBody read = ServerBody.ofEdited(body);
		assertThat(read.version()).isEqualTo(7);
		assertThat(read.draft().name()).isEqualTo("db1");
		assertThat(read.draft().description()).isNull();
		assertThat(read.draft().enforceAtConnector()).isTrue();
		assertThat(read.draft().policies()).isEqualTo(Drafts.json("[]"));
	}

	@Test
	void i15NamesEveryFieldThatIsUnknownOrOfTheWrongType() {
		JsonNode body = Drafts.json("""
				{"hostnme": "x", "Name": "x", "id": "x", "version": 1, "name": 1, "hostname": ["x"],
				 "enforceAtConnector": "yes", "tunnelId": {"a": 1}}""");
		InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> ServerBody.ofNew(body));
		assertThat(invalid.problems()).extracting(FieldProblem::field, FieldProblem::value, FieldProblem::code)
			.containsExactlyInAnyOrder(tuple("hostnme", "hostnme", "ui.json.unknown"),
					tuple("Name", "Name", "ui.json.unknown"), tuple("id", "id", "ui.json.unknown"),
					tuple("version", "version", "ui.json.unknown"), tuple("name", "1", "ui.json.text"),
					tuple("hostname", "[\"x\"]", "ui.json.text"),
					tuple("enforceAtConnector", "\"yes\"", "ui.json.boolean"),
					tuple("tunnelId", "{\"a\":1}", "ui.json.text"));
	}

	@Test
	void aVersionIsAWholeNumber() {
		for (String version : new String[] { "\"1\"", "1.5", "1e30", "true" }) {
			assertThatExceptionOfType(InvalidInput.class)
				.isThrownBy(() -> ServerBody.ofEdited(Drafts.json("{\"version\": " + version + "}")))
				.withMessageContaining("ui.json.whole-number");
		}
	}

	@Test
	void aBodyThatIsNoObjectIsRefused() {
		for (String body : new String[] { "[]", "null", "\"x\"", "1" }) {
			assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> ServerBody.ofNew(Drafts.json(body)))
				.withMessageContaining("ui.json.object");
		}
	}

}
