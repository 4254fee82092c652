package dev.postern.servers.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.servers.Drafts;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ServersApiTests {

	private static final String SERVERS = "/api/v1/servers";

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final String tunnel;

	ServersApiTests(Portal portal, FakeCloudflare cloudflare) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		DemoAccount.empty(cloudflare);
		cloudflare.addZone("example.jp");
		this.tunnel = cloudflare.addTunnel("office").toString();
	}

	@Test
	void aServerIsRegisteredReadChangedAndRemoved() {
		ObjectNode wanted = aServer();
		HttpResponse<String> created = admin().json("POST", SERVERS, wanted.toString());
		assertThat(created.statusCode()).isEqualTo(201);
		String location = created.headers().firstValue("Location").orElseThrow();

		JsonNode read = json(admin().get(location));
		wanted.properties().forEach((field) -> assertThat(read.get(field.getKey())).isEqualTo(field.getValue()));
		assertThat(location).isEqualTo(SERVERS + "/" + read.get("id").asString());
		assertThat(read.get("generation").asInt()).isEqualTo(1);
		assertThat(read.has("problem")).isTrue();

		ObjectNode edited = (ObjectNode) read.deepCopy();
		edited.put("loginUser", "other").put("sessionDuration", "90m");
		HttpResponse<String> put = admin().json("PUT", location, edited.toString());
		assertThat(put.statusCode()).isEqualTo(200);
		assertThat(json(put).get("sessionDuration").asString()).isEqualTo("1h30m");
		assertThat(json(put).get("version").asLong()).isEqualTo(read.get("version").asLong() + 1);

		HttpResponse<String> stale = admin().json("PUT", location, edited.toString());
		assertThat(stale.statusCode()).isEqualTo(409);
		assertThat(stale.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(json(stale).get("current").get("version")).isEqualTo(json(put).get("version"));

		HttpResponse<String> deleted = admin().send("DELETE", location);
		assertThat(deleted.statusCode()).isEqualTo(202);
		assertThat(json(deleted).get("phase").asString()).isEqualTo("REMOVING");
		ObjectNode late = edited.put("version", json(deleted).get("version").asLong());
		assertThat(admin().json("PUT", location, late.toString()).statusCode()).isIn(409, 404);
	}

	@Test
	void i15BadInputNamesFieldsAndChangesNothing() {
		ObjectNode wanted = aServer();
		wanted.put("hostname", "db1.example.com").put("service", "http://db1").put("hostnme", "x");
		JsonNode unknown = refused(wanted, 422);
		assertThat(unknown.get("errors")).singleElement().satisfies((error) -> {
			assertThat(error.get("field").asString()).isEqualTo("hostnme");
			assertThat(error.get("message").asString()).contains("hostname, tunnelId");
		});
		wanted.remove("hostnme");
		JsonNode wrong = refused(wanted, 422);
		assertThat(wrong.get("errors")).extracting((error) -> error.get("field").asString())
			.containsExactly("hostname", "service");
		assertThat(wrong.get("errors").get(0).get("value").asString()).isEqualTo("db1.example.com");
		assertThat(wrong.get("errors").get(0).get("message").asString()).contains("example.jp");

		assertThat(admin().json("POST", SERVERS, "{\"name\": ").statusCode()).isEqualTo(400);
		assertThat(admin().json("POST", SERVERS, "").statusCode()).isEqualTo(400);
		assertThat(admin().json("POST", SERVERS, "[]").statusCode()).isEqualTo(422);
		assertThat(json(admin().get(SERVERS + "?q=" + wanted.get("name").asString())).get("items")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "deep", "long", "surrogate" })
	void whatCouldNotBeShownOrKeptLaterIsRefusedI15(String wrong) {
		ObjectNode wanted = aServer();
		ObjectNode policy = (ObjectNode) wanted.withArray("policies").get(0);
		String value = switch (wrong) {
			case "deep" -> "[".repeat(490) + "]".repeat(490);
			case "long" -> "\"" + "a".repeat(900_000) + "\"";
			default -> "\"\\ud800\"";
		};
		policy.put("zz", "HERE");
		wanted.putArray("acknowledgedWarnings").add("unknown-field").add("foreign-domain").add("foreign-address");
		HttpResponse<String> answer = admin().json("POST", SERVERS, wanted.toString().replace("\"HERE\"", value));

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("policies[0].zz");
		assertThat(answer.body()).hasSizeLessThan(5_000);
		assertThat(admin().get(SERVERS).statusCode()).isEqualTo(200);
		assertThat(admin().get("/api/v1/audit/events").statusCode()).isEqualTo(200);
	}

	@Test
	void policiesThatCannotBeMeantAreRefusedWithTheRemedyI15() {
		ObjectNode wanted = aServer();
		wanted.set("policies", Drafts.json("""
				[{"name": "Staff", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}],
				  "require": [{"geo": {"country_code": "JP"}}, {"geo": {"country_code": "FR"}}]}]"""));
		JsonNode error = refused(wanted, 422).get("errors").get(0);
		assertThat(error.get("field").asString()).isEqualTo("policies[0].require");
		assertThat(error.get("message").asString()).contains("Nobody comes from two countries at once",
				"make a policy for each country");
	}

	@Test
	void aRiskNeedsAYesAndTheAuditKeepsIt() {
		ObjectNode wanted = aServer();
		wanted.set("policies", Drafts.json("""
				[{"name": "Anybody", "decision": "allow", "include": [{"ip": {"ip": "203.0.113.0/24"}}]}]"""));
		JsonNode open = refused(wanted, 422);
		assertThat(open.get("detail").asString()).contains("acknowledgedWarnings", "place-only@1");
		assertThat(open.get("unacknowledged")).singleElement().satisfies((warning) -> {
			assertThat(warning.get("id").asString()).isEqualTo("place-only@1");
			assertThat(warning.get("field").asString()).isEqualTo("policies[0].include[0]");
			assertThat(warning.get("remedy").asString()).contains("Name people");
		});
		wanted.putArray("acknowledgedWarnings").add("place-only@1").add("place-only@7");
		HttpResponse<String> created = admin().json("POST", SERVERS, wanted.toString());
		assertThat(created.statusCode()).isEqualTo(201);

		String name = wanted.get("name").asString();
		JsonNode entry = json(admin().get("/api/v1/audit/events?action=server.registered&subject=" + name)).get("items")
			.get(0);
		assertThat(entry.at("/after/acknowledgedWarnings/0").asString())
			.startsWith("place-only@1: The only condition is where");
		assertThat(entry.get("actor").toString()).contains(DemoPerson.ADMIN.email());

		ObjectNode edited = (ObjectNode) json(created).deepCopy();
		edited.put("description", "another");
		String location = created.headers().firstValue("Location").orElseThrow();
		assertThat(admin().json("PUT", location, edited.toString()).statusCode()).isEqualTo(200);
		assertThat(refused(wanted.put("acknowledgedWarnings", "place-only@1"), 422).get("errors")
			.get(0)
			.get("field")
			.asString()).isEqualTo("acknowledgedWarnings");
	}

	@Test
	void anEditNeedsTheVersionThatWasRead() {
		JsonNode created = json(admin().json("POST", SERVERS, aServer().toString()));
		ObjectNode edited = (ObjectNode) created.deepCopy();
		edited.remove("version");
		HttpResponse<String> answer = admin().json("PUT", SERVERS + "/" + created.get("id").asString(),
				edited.toString());
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(json(answer).get("errors").get(0).get("field").asString()).isEqualTo("version");
	}

	@Test
	void selectorsThatPosternDoesNotKnowSurviveAnEdit() {
		ObjectNode wanted = aServer();
		wanted.set("policies", Drafts
			.json("""
					[{"name": "Staff", "decision": "allow", "isolation_required": true, "next_year": true,
					  "include": [{"okta": {"name": "ops", "identity_provider_id": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415", "new": [1, 2.5]}}],
					  "require": [{"login_method": {"id": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415"}}], "exclude": []}]"""));
		wanted.putArray("acknowledgedWarnings").add("unknown-field").add("unknown-selector").add("unknown-login");
		JsonNode created = json(admin().json("POST", SERVERS, wanted.toString()));
		ObjectNode edited = (ObjectNode) created.deepCopy();
		edited.put("description", "changed");
		JsonNode changed = json(admin().json("PUT", SERVERS + "/" + created.get("id").asString(), edited.toString()));
		assertThat(changed.get("policies")).isEqualTo(wanted.get("policies"));
	}

	@Test
	void theListIsFilteredAndComesInParts() {
		ObjectNode first = aServer();
		ObjectNode second = aServer();
		String mark = UUID.randomUUID().toString();
		first.put("description", mark);
		second.put("description", mark);
		admin().json("POST", SERVERS, first.toString());
		admin().json("POST", SERVERS, second.toString());
		JsonNode newest = json(admin().get(SERVERS + "?size=1&q=" + mark));
		assertThat(newest.get("items").get(0).get("name")).isEqualTo(second.get("name"));
		JsonNode rest = json(admin().get(SERVERS + "?size=1&q=" + mark + "&cursor=" + newest.get("next").asString()));
		assertThat(rest.get("items").get(0).get("name")).isEqualTo(first.get("name"));
		assertThat(rest.get("next").isNull()).isTrue();
		assertThat(json(admin().get(SERVERS + "?phase=REMOVING&q=" + mark)).get("items")).isEmpty();
		assertThat(json(admin().get(SERVERS + "?tunnelId=" + this.tunnel + "&q=" + mark)).get("items")).hasSize(2);
		assertThat(admin().get(SERVERS + "?phase=GONE").statusCode()).isEqualTo(400);
		assertThat(admin().get(SERVERS + "?size=201").statusCode()).isEqualTo(422);
		assertThat(admin().get(SERVERS + "?cursor=x").statusCode()).isEqualTo(422);
	}

	@Test
	void tagsAreKeptShownAndFoundButNeverToldToCloudflare() {
		ObjectNode wanted = aServer();
		String mark = "Zz " + UUID.randomUUID();
		String key = mark.toLowerCase(Locale.ROOT).replace(" ", "%20");
		wanted.putArray("tags").add("tokyo").add(mark).add(mark.toUpperCase(Locale.ROOT));
		JsonNode created = json(admin().json("POST", SERVERS, wanted.toString()));
		assertThat(created.get("tags").toString()).isEqualTo("[\"tokyo\",\"" + mark + "\"]");

		assertThat(json(admin().get(SERVERS + "?tag=" + key + "&tag=TOKYO")).get("items")).singleElement()
			.isEqualTo(json(admin().get(SERVERS + "/" + created.get("id").asString())));
		assertThat(json(admin().get(SERVERS + "?tag=" + key + "&tag=osaka")).get("items")).isEmpty();
		assertThat(admin().get(SERVERS + "?tags=x").statusCode()).isEqualTo(422);

		ObjectNode edited = (ObjectNode) created.deepCopy();
		edited.putArray("tags").add("a,b").add("").add("x".repeat(41));
		HttpResponse<String> refused = admin().json("PUT", SERVERS + "/" + created.get("id").asString(),
				edited.toString());
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(json(refused).get("errors")).hasSize(3)
			.allSatisfy((error) -> assertThat(error.get("field").asString()).isEqualTo("tags"));
		edited.put("tags", "tokyo");
		assertThat(admin().json("PUT", SERVERS + "/" + created.get("id").asString(), edited.toString()).statusCode())
			.isEqualTo(422);
		edited.remove("tags");
		assertThat(
				json(admin().json("PUT", SERVERS + "/" + created.get("id").asString(), edited.toString())).get("tags"))
			.isEmpty();

		Awaitility.await()
			.untilAsserted(() -> assertThat(this.cloudflare.state().apps().toString())
				.contains(wanted.get("hostname").asString()));
		assertThat(this.cloudflare.state().apps().toString()).doesNotContain(mark);
	}

	@Test
	void manyAreChangedAndRemovedAtOnceAsTheyWereSeen() {
		JsonNode first = json(admin().json("POST", SERVERS, aServer().toString()));
		JsonNode second = json(admin().json("POST", SERVERS, aServer().toString()));
		ObjectNode body = JsonMapper.shared().createObjectNode();
		body.putArray("addTags").add("Tokyo").add("prod");
		body.put("loginUser", "deploy");
		ArrayNode servers = body.putArray("servers");
		for (JsonNode one : List.of(first, second)) {
			servers.addObject().set("id", one.get("id"));
		}
		assertThat(admin().json("POST", SERVERS + "/bulk", body.toString()).statusCode()).isEqualTo(422);
		((ObjectNode) servers.get(0)).set("version", first.get("version"));
		((ObjectNode) servers.get(1)).put("version", 99);

		JsonNode answer = json(admin().json("POST", SERVERS + "/bulk", body.toString()));
		assertThat(answer.at("/done")).singleElement().satisfies((one) -> {
			assertThat(one.get("id")).isEqualTo(first.get("id"));
			assertThat(one.get("tags").toString()).isEqualTo("[\"prod\",\"Tokyo\"]");
			assertThat(one.get("loginUser").asString()).isEqualTo("deploy");
		});
		assertThat(answer.at("/leftOut/0/why").asString()).isEqualTo("changed");
		assertThat(answer.at("/leftOut/0/name")).isEqualTo(second.get("name"));

		ObjectNode wrong = body.deepCopy();
		wrong.putArray("addTags").add("a,b");
		wrong.put("sessionDuration", "1d");
		assertThat(json(admin().json("POST", SERVERS + "/bulk", wrong.toString())).get("errors"))
			.extracting((error) -> error.get("field").asString())
			.contains("addTags");
		wrong.put("hostname", "x");
		assertThat(admin().json("POST", SERVERS + "/bulk", wrong.toString()).statusCode()).isEqualTo(422);

		ObjectNode removal = JsonMapper.shared().createObjectNode();
		removal.set("servers", servers);
		((ObjectNode) servers.get(1)).set("version", second.get("version"));
		HttpResponse<String> removed = admin().json("POST", SERVERS + "/bulk-removal", removal.toString());
		assertThat(removed.statusCode()).isEqualTo(202);
		assertThat(json(removed).at("/done")).singleElement()
			.satisfies((one) -> assertThat(one.get("id")).isEqualTo(second.get("id")));
		assertThat(json(removed).at("/leftOut/0/why").asString()).isEqualTo("changed");
	}

	@Test
	void whatDoesNotExistIsNotFound() {
		String nobody = SERVERS + "/00000000-0000-4000-8000-000000000000";
		assertThat(admin().get(nobody).statusCode()).isEqualTo(404);
		assertThat(admin().send("DELETE", nobody).statusCode()).isEqualTo(404);
		assertThat(admin().get(SERVERS + "/db1").statusCode()).isEqualTo(400);
	}

	@Test
	void theApiIsDescribed() {
		JsonNode api = json(admin().get("/v3/api-docs"));
		JsonNode draft = api.at("/components/schemas/ServerDraft/properties");
		assertThat(draft.propertyNames()).contains("hostname", "tunnelId", "sessionDuration", "policies");
		assertThat(draft.at("/policies/type").asString()).isEqualTo("array");
		assertThat(
				api.at("/paths/~1api~1v1~1servers/post/requestBody/content/application~1json/schema/$ref").asString())
			.endsWith("NewServer");
		for (String taken : List.of("NewServer", "EditedServer")) {
			String schema = api.at("/components/schemas/" + taken).toString();
			assertThat(schema).contains("schemas/ServerDraft\"", "acknowledgedWarnings");
		}
		assertThat(api.at("/components/schemas/Unacknowledged").toString()).contains("WarningView");
	}

	private JsonNode refused(JsonNode body, int status) {
		HttpResponse<String> answer = admin().json("POST", SERVERS, body.toString());
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
		return json(answer);
	}

	private Browser admin() {
		return this.portal.api(DemoPerson.ADMIN);
	}

	private ObjectNode aServer() {
		String name = "s" + UUID.randomUUID().toString().substring(0, 8);
		ObjectNode server = JsonMapper.shared().valueToTree(Drafts.aServer(name));
		return server.put("tunnelId", this.tunnel);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
