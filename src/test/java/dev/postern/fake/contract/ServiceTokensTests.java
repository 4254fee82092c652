package dev.postern.fake.contract;

import java.time.Duration;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.SomebodyElse;
import dev.postern.fake.edge.ConnectionResult;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Which secrets work, and where machines get in by them. */
class ServiceTokensTests {

	private static final String TOKENS = "/accounts/{account}/access/service_tokens";

	private static final String HOSTNAME = "ssh-db1.example.jp";

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void rotationEndsTheOldSecretAtOnceUnlessATimeIsGiven() {
		JsonNode first = create("ci");
		String path = TOKENS + "/" + first.path("id").asString();

		JsonNode second = this.api.post(path + "/rotate", "").result();
		assertThat(works(first)).isFalse();
		assertThat(works(second)).isTrue();
		assertThat(second.path("client_id")).isEqualTo(first.path("client_id"));

		JsonNode third = this.api
			.post(path + "/rotate", "{\"previous_client_secret_expires_at\": \"2026-11-22T11:00:00Z\"}")
			.result();
		assertThat(works(second)).isTrue();
		this.clock.goOn(Duration.ofHours(1));
		assertThat(works(second)).isFalse();
		assertThat(works(third)).isTrue();
		assertThat(this.api.post(path + "/rotate", "{\"previous_client_secret_expires_at\": \"soon\"}").problem())
			.startsWith("400 12130");
	}

	@Test
	void tokenWorksUntilItsEndUnlessItIsRefreshed() {
		JsonNode token = create("ci");
		this.clock.goOn(Duration.ofDays(29));
		this.api.post(TOKENS + "/" + token.path("id").asString() + "/refresh", "");
		this.clock.goOn(Duration.ofDays(29));
		assertThat(works(token)).isTrue();
		this.clock.goOn(Duration.ofDays(2));
		assertThat(works(token)).isFalse();
	}

	@Test
	void disabledOrDeletedTokenWorksNoMore() {
		JsonNode disabled = create("a");
		JsonNode deleted = create("b");
		this.api.put(TOKENS + "/" + disabled.path("id").asString(), "{\"enabled\": false}");
		this.api.delete(TOKENS + "/" + deleted.path("id").asString());

		assertThat(works(disabled)).isFalse();
		assertThat(works(deleted)).isFalse();
	}

	@Test
	void tokenThatAPolicyNamesStays() {
		String token = this.api.post(TOKENS, "{\"name\": \"ci\"}").result().path("id").asString();
		String policy = this.cloudflare.asSomebodyElse()
			.addPolicy("""
					{"name": "ci", "decision": "non_identity", "include": [{"service_token": {"token_id": "%s"}}]}"""
				.formatted(token));

		assertThat(this.api.delete(TOKENS + "/" + token).problem()).contains("service_token_in_use");
		this.api.delete("/accounts/{account}/access/policies/" + policy);
		assertThat(this.api.delete(TOKENS + "/" + token).status()).isEqualTo(200);
	}

	@Test
	void disabledTokenStopsItsSecretInGraceTooAndBothWorkOnceItIsEnabled() {
		JsonNode old = create("ci");
		String path = TOKENS + "/" + old.path("id").asString();
		JsonNode fresh = this.api
			.post(path + "/rotate", "{\"previous_client_secret_expires_at\": \"2026-11-22T11:00:00Z\"}")
			.result();

		this.api.put(path, "{\"enabled\": false}");
		assertThat(works(old)).isFalse();
		assertThat(works(fresh)).isFalse();

		this.api.put(path, "{\"enabled\": true}");
		assertThat(works(old)).isTrue();
		assertThat(works(fresh)).isTrue();
	}

	@Test
	void listIsSearchedByName() {
		create("ci-deploy");
		create("backup");

		assertThat(this.api.get(TOKENS + "?name=backup").result()).hasSize(1);
		assertThat(this.api.get(TOKENS + "?search=CI-").result()).hasSize(1);
		assertThat(this.api.get(TOKENS + "?per_page=1000").result().toString()).doesNotContain("client_secret");
		assertThat(this.api.get(TOKENS + "?per_page=7").problem()).startsWith("400 12091");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			non_identity | {"service_token": {"token_id": "ID"}}   | true
			non_identity | {"any_valid_service_token": {}}         | true
			non_identity | {"service_token": {"token_id": "none"}} | false
			allow        | {"service_token": {"token_id": "ID"}}   | false
			allow        | {"everyone": {}}                        | false""")
	void onlyAServiceAuthPolicyOfASelfHostedApplicationLetsAMachineIn(String decision, String rule, boolean in) {
		JsonNode token = create("ci");
		serve("self_hosted", """
				[{"name": "Robots", "decision": "%s", "include": [%s]},
				 {"name": "People", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}]}]"""
			.formatted(decision, rule.replace("ID", token.path("id").asString())));

		assertThat(connect(token, secret(token)).letsIn()).isEqualTo(in);
		assertThat(connect(token, "wrong").letsIn()).isFalse();
		assertThat(this.cloudflare.wouldAllow(HOSTNAME, "a@example.com")).isTrue();
		assertThat(this.cloudflare.state().serviceTokens().getFirst().path("last_seen_at").asString())
			.isEqualTo("2026-11-22T10:00:00Z");
	}

	@Test
	void applicationOfTypeSshIgnoresServiceAuthPolicies() {
		JsonNode token = create("ci");
		SomebodyElse somebody = this.cloudflare.asSomebodyElse();
		String policy = somebody
			.addPolicy("{\"name\": \"p\", \"decision\": \"allow\", \"include\": [{\"everyone\": {}}]}");
		serve("ssh", "[{\"id\": \"%s\", \"precedence\": 1}]".formatted(policy));

		this.api.put("/accounts/{account}/access/policies/" + policy, """
				{"name": "p", "decision": "non_identity", "include": [{"any_valid_service_token": {}}]}""");

		assertThat(connect(token, secret(token)).letsIn()).isFalse();
	}

	private void serve(String type, String policies) {
		SomebodyElse somebody = this.cloudflare.asSomebodyElse();
		this.cloudflare.addZone("example.jp");
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(tunnel);
		somebody.addRule(tunnel, HOSTNAME, "ssh://db1:22");
		somebody.pointAtTunnel(HOSTNAME, tunnel);
		somebody.addApp("{\"type\": \"%s\", \"domain\": \"%s\", \"policies\": %s}".formatted(type, HOSTNAME, policies));
	}

	private JsonNode create(String name) {
		return this.api.post(TOKENS, "{\"name\": \"%s\", \"duration\": \"720h\"}".formatted(name)).result();
	}

	private ConnectionResult connect(JsonNode token, String secret) {
		return this.cloudflare.connectAsMachine(HOSTNAME, token.path("client_id").asString(), secret);
	}

	private boolean works(JsonNode token) {
		return this.cloudflare.state().accepts(token.path("client_id").asString(), secret(token));
	}

	private static String secret(JsonNode token) {
		return token.path("client_secret").asString();
	}

}
