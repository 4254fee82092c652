package dev.postern.audit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTests {

	private final JsonMapper json = JsonMapper.shared();

	@ParameterizedTest
	@ValueSource(strings = { "secret", "clientSecret", "client_secret", "token", "tunnel-token", "apiToken", "password",
			"dbPassword", "key", "authKey", "AUTH_KEY", "privateKey", "credentials", "tokenHash" })
	void i9BlanksFieldsWhoseNameSaysSecret(String name) {
		JsonNode state = this.json.createObjectNode().put(name, "s3cret").put("name", "db1");

		assertThat(cleaned(state.toString())).isEqualTo("{\"%s\":\"***\",\"name\":\"db1\"}".formatted(name));
	}

	@Test
	void i9BlanksAtAnyDepthAndInLists() {
		assertThat(cleaned("{\"a\":[{\"b\":{\"token\":\"x\"}}],\"keys\":[\"x\",\"y\"],\"password\":7}"))
			.isEqualTo("{\"a\":[{\"b\":{\"token\":\"***\"}}],\"keys\":\"***\",\"password\":\"***\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pst_abcdefghijklmnop0123", "eyJhIjoiNWFiNGU5Z2c3NDU2Nzg5MGFiY2RlZiJ9",
			"-----BEGIN OPENSSH PRIVATE KEY-----" })
	void i9BlanksTextsThatLookLikeSecretsUnderAnyName(String secret) {
		JsonNode state = this.json.createObjectNode().put("description", "use " + secret);

		assertThat(cleaned(state.toString())).isEqualTo("{\"description\":\"***\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"policies\":[{\"include\":[{\"service_token\":{\"token_id\":\"f174\"}},{\"any_valid_service_token\":{}}]}]}",
			"{\"keyboard\":\"de\",\"monkey\":1,\"tokenPrefix\":\"pst_ab\",\"tokenName\":\"ci\",\"token\":null}" })
	void keepsWhatOnlySoundsLikeASecret(String state) {
		assertThat(cleaned(state)).isEqualTo(state);
	}

	private String cleaned(String state) {
		return String.valueOf(Redaction.withoutSecrets(this.json.readTree(state)));
	}

}
