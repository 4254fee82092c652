package dev.postern.reconcile;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.TunnelId;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class PolicyRoundTripTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String HOSTNAME = "ssh-all-selectors.example.jp";

	private final Browser admin;

	private final FakeCloudflare cloudflare;

	private final TunnelId tunnel;

	PolicyRoundTripTests(Portal portal, FakeCloudflare cloudflare) {
		this.admin = portal.api(DemoPerson.ADMIN);
		this.cloudflare = cloudflare;
		DemoAccount.empty(cloudflare);
		cloudflare.addZone("example.jp");
		this.tunnel = cloudflare.addTunnel("office");
		cloudflare.addConnector(this.tunnel);
	}

	@Test
	void everySelectorGoesThroughApiDatabaseAndCloudflareUnchanged() {
		String group = this.cloudflare.asSomebodyElse()
			.addGroup("{\"name\": \"Team\", \"include\": [{\"email\": {\"email\": \"jdoe@example.com\"}}]}");
		String token = this.cloudflare.asSomebodyElse()
			.call("POST", "/accounts/{account}/access/service_tokens", JSON.readTree("{\"name\": \"ci\"}"))
			.path("id")
			.asString();
		JsonNode wanted = wanted(group, token);
		ObjectNode server = server(wanted);
		HttpResponse<String> asked = this.admin.json("POST", "/api/v1/servers", server.toString());
		assertThat(asked.statusCode()).as(asked.body()).isEqualTo(422);
		ArrayNode acknowledged = server.putArray("acknowledgedWarnings");
		JSON.readTree(asked.body()).get("unacknowledged").forEach((warning) -> acknowledged.add(warning.get("id")));
		String location = this.admin.json("POST", "/api/v1/servers", server.toString())
			.headers()
			.firstValue("Location")
			.orElseThrow();

		JsonNode read = Awaitility.await()
			.until(() -> JSON.readTree(this.admin.get(location).body()),
					(answered) -> answered.path("phase").asString("").equals("READY"));

		assertThat(read.get("policies")).isEqualTo(wanted);
		JsonNode standing = JSON
			.readTree(this.cloudflare.state().app(HOSTNAME).orElseThrow().get("policies").toString());
		List<Policy> lasting = PolicyCodec.read(wanted)
			.stream()
			.map((policy) -> policy.withDefaultSession(Duration.ofHours(24)))
			.toList();
		assertThat(PolicyCodec.canonical(PolicyCodec.readObserved(standing))).isEqualTo(PolicyCodec.canonical(lasting));
		for (int i = 0; i < wanted.size(); i++) {
			for (String list : List.of("include", "require", "exclude")) {
				assertThat(standing.get(i).get(list)).as("%s of policy %d", list, i)
					.containsExactlyInAnyOrderElementsOf(wanted.get(i).get(list));
			}
			JsonNode policy = standing.get(i);
			wanted.get(i)
				.propertyStream()
				.filter((field) -> !List.of("include", "require", "exclude").contains(field.getKey()))
				.forEach((field) -> assertThat(policy.get(field.getKey())).as(field.getKey())
					.isEqualTo(field.getValue()));
		}
	}

	/**
	 * Cloudflare knows neither two selectors in one rule nor groups that are not there.
	 */
	private static JsonNode wanted(String group, String token) {
		InputStream golden = PolicyRoundTripTests.class.getResourceAsStream("/dev/postern/rules/policies.json");
		JsonNode policies = JSON.readTree(Objects.requireNonNull(golden));
		policies.forEach((policy) -> {
			((ObjectNode) policy).remove("precedence");
			policy.get("include").forEach((rule) -> {
				((ObjectNode) rule).remove("comment");
				if (rule.has("group")) {
					((ObjectNode) rule.get("group")).put("id", group);
				}
				if (rule.has("service_token")) {
					((ObjectNode) rule.get("service_token")).put("token_id", token);
				}
			});
		});
		return policies;
	}

	private ObjectNode server(JsonNode policies) {
		ObjectNode server = JSON.createObjectNode();
		server.put("name", "all-selectors").put("hostname", HOSTNAME).put("tunnelId", this.tunnel.toString());
		server.put("service", "ssh://host.docker.internal:22").put("loginUser", "myuser").put("applicationType", "ssh");
		server.put("sessionDuration", "24h").put("enforceAtConnector", false).put("description", "");
		server.set("policies", policies);
		return server;
	}

}
