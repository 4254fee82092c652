package dev.postern.directory.web;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.SqlRecorder;
import dev.postern.fake.FakeCloudflare;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** What a change of a group risks, asked before it is stored. */
@CompanyTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class GroupRisksTests {

	private static final String GROUPS = "/api/v1/groups";

	private static final Pattern CHECK = Pattern
		.compile("<input type=\"checkbox\"[^>]*name=\"acknowledged\" value=\"([^\"]+)\"([^>]*)>");

	private final Portal portal;

	private final JdbcClient jdbc;

	private final SqlRecorder sql;

	private final String tunnel;

	GroupRisksTests(Portal portal, FakeCloudflare cloudflare, JdbcClient jdbc, SqlRecorder sql) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.sql = sql;
		DemoAccount.empty(cloudflare);
		cloudflare.addZone("example.jp");
		this.tunnel = cloudflare.addTunnel("office").toString();
	}

	@Test
	void aRiskOfANewGroupThatNobodySaidYesToIsNotStored_I15() {
		ObjectNode group = group("""
				{"include": [{"email": {"email": "ada@example.com"}}, {"email_domain": {"domain": "gmail.com"}},
				 {"ip": {"ip": "0.0.0.0/0"}}, {"ip": {"ip": "::/0"}}]}""");
		HttpResponse<String> asked = admin().json("POST", GROUPS, group.toString());

		assertThat(asked.statusCode()).as(asked.body()).isEqualTo(422);
		assertThat(asked.headers().firstValue("Content-Type")).contains("application/problem+json");
		JsonNode risks = json(asked).path("unacknowledged");
		assertThat(risks.valueStream().map((risk) -> risk.path("id").asString().replaceFirst("@.*", "")))
			.containsExactlyInAnyOrder("foreign-domain", "place-only");
		assertThat(risks.valueStream().map((risk) -> risk.path("field").asString()))
			.containsExactlyInAnyOrder("include[1]", "include[2]");
		assertThat(risks.toString()).contains("gmail.com", "0.0.0.0/0", "::/0");
		assertThat(json(asked).path("title").asString()).isEqualTo("Somebody has to say yes to the risks");
		assertThat(json(asked).path("detail").asString()).contains("acknowledgedWarnings");
		assertThat(found(group)).isEmpty();

		group.putArray("acknowledgedWarnings").add("foreign-domain").add(idOf(risks, "place-only"));
		HttpResponse<String> stored = admin().json("POST", GROUPS, group.toString());
		assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
		JsonNode entry = audit("group.created", group).get(0);
		assertThat(entry.at("/after/acknowledgedWarnings").toString()).contains("foreign-domain@", "gmail.com",
				"place-only@");
	}

	@Test
	void whatStandsIsNotAskedAgainUnlessTheGroupGrowsWider() {
		ObjectNode group = stored("""
				{"include": [{"email_domain": {"domain": "guest.example"}}],
				 "require": [{"geo": {"country_code": "JP"}}], "acknowledgedWarnings": ["foreign-domain"]}""");
		group.put("description", "other");
		assertThat(edited(group).statusCode()).isEqualTo(200);

		include(group).addObject().putObject("email").put("email", "ben@other.example");
		List<String> risks = asked(edited(group));
		assertThat(risks).hasSize(1).first().asString().startsWith("foreign-address@");
		group.putArray("acknowledgedWarnings").add("foreign-address");
		assertThat(edited(group).statusCode()).isEqualTo(200);
		assertThat(audit("group.edited", group).get(0).at("/after/acknowledgedWarnings").toString())
			.contains("ben@other.example")
			.doesNotContain("guest.example");

		group.remove("acknowledgedWarnings");
		group.putArray("require");
		assertThat(asked(edited(group))).hasSize(2);
	}

	@Test
	void aRiskOfManyServersIsOneWarningThatNamesAFew() {
		ObjectNode group = stored("{\"include\": [{\"email\": {\"email\": \"ada@example.com\"}}]}");
		List<String> servers = IntStream.range(0, 7)
			.mapToObj((i) -> register("""
					[{"name": "Team", "decision": "allow", "include": [{"group": {"id": "%s"}}]}]"""
				.formatted(id(group))))
			.sorted()
			.toList();
		include(group).addObject().putObject("ip").put("ip", "0.0.0.0/0");

		HttpResponse<String> answer = edited(group);
		assertThat(asked(answer)).hasSize(1);
		String what = json(answer).at("/unacknowledged/0/what").asString();
		assertThat(what).contains("0.0.0.0/0", servers.get(0), servers.get(1), servers.get(2), "4 more servers")
			.doesNotContain(servers.get(3));
		assertThat(json(answer).path("detail").asString()).hasSizeLessThan(300);

		group.putArray("acknowledgedWarnings").add(asked(answer).getFirst());
		assertThat(edited(group).statusCode()).isEqualTo(200);
		assertThat(audit("group.edited", group).get(0).at("/after/acknowledgedWarnings/0").asString())
			.startsWith("place-only@")
			.contains(servers.getFirst());
	}

	@Test
	void serversThatAreTooMuchToLookOverAreLeftOutAndNamed() {
		ObjectNode group = stored("{\"include\": [{\"email\": {\"email\": \"ada@example.com\"}}]}");
		for (int server = 0; server < 16; server++) {
			register(
					"""
							[{"name": "Team %d", "decision": "allow", "include": [{"group": {"id": "%s"}}, %s], "exclude": [%s]}]"""
						.formatted(server, id(group), oktaGroups("in"), oktaGroups("out")));
		}
		include(group).addObject().putObject("email").put("email", "bob@example.com");

		HttpResponse<String> answer = edited(group);
		assertThat(asked(answer)).singleElement().asString().startsWith("not-looked-over@");
		assertThat(json(answer).at("/unacknowledged/0/what").asString()).contains("too large");
	}

	@Test
	void asksTheDatabaseTheSameHoweverManyServersUseTheGroup() {
		ObjectNode group = stored("{\"include\": [{\"email\": {\"email\": \"ada@example.com\"}}]}");
		IntStream.range(0, 200)
			.forEach((i) -> include(group).addObject().putObject("email").put("email", "p%d@example.com".formatted(i)));
		assertThat(edited(group).statusCode()).isEqualTo(200);
		String first = register("""
				[{"name": "Not Ada", "decision": "deny", "include": [{"email": {"email": "ada@example.com"}}]},
				 {"name": "Team", "decision": "allow", "include": [{"group": {"id": "%s"}}],
				  "exclude": [{"email": {"email": "eve@example.com"}}]}]""".formatted(id(group)));
		include(group).addObject().putObject("ip").put("ip", "0.0.0.0/0");
		edited(group);
		List<String> one = statements(group);

		this.jdbc.sql("""
				INSERT INTO server SELECT gen_random_uuid(), name || '-' || n, 'x' || n || '.' || hostname, zone_id,
				       tunnel_id, service, login_user, application_type, session_seconds, enforce_at_connector,
				       description, jsonb_set(policies, '{1,name}', to_jsonb('Team ' || n)), version, generation,
				       applied_generation, phase, problem, created_at, updated_at, retired_at
				  FROM server, generate_series(1, 300) n WHERE name = :name""").param("name", first).update();
		this.jdbc.sql("""
				INSERT INTO rule_group_use SELECT :group, id, name FROM server WHERE name LIKE :name || '-%'""")
			.param("group", UUID.fromString(id(group)))
			.param("name", first)
			.update();
		assertThat(statements(group)).isEqualTo(one)
			.filteredOn((sql) -> sql.matches("(?s).*from server\\b.*"))
			.hasSize(1);
		String what = json(edited(group)).at("/unacknowledged/0/what").asString();
		assertThat(what).contains(first, "298 more servers").hasSizeLessThan(400);
	}

	@Test
	void aYesToOneContentIsNoneToAnother() {
		ObjectNode group = stored("{\"include\": [{\"email\": {\"email\": \"ada@example.com\"}}]}");
		register("""
				[{"name": "Team", "decision": "allow", "include": [{"group": {"id": "%s"}}]}]""".formatted(id(group)));
		include(group).addObject().putObject("ip").put("ip", "192.0.2.0/24");
		String yes = asked(edited(group)).getFirst();

		include(group).addObject().putObject("ip").put("ip", "0.0.0.0/0");
		group.putArray("acknowledgedWarnings").add(yes);
		assertThat(asked(edited(group))).hasSize(1).first().isNotEqualTo(yes);
	}

	@Test
	void aGroupThatWouldLockEverybodyOutOfAServerIsRefusedAndTheServerNamed_I15() {
		ObjectNode group = stored("""
				{"include": [{"email": {"email": "ada@example.com"}}, {"email": {"email": "ben@example.com"}}]}""");
		String server = register("""
				[{"name": "Not Ada", "decision": "allow", "include": [{"group": {"id": "%s"}}],
				  "exclude": [{"email": {"email": "ada@example.com"}}]}]""".formatted(id(group)));
		include(group).remove(1);
		group.putArray("acknowledgedWarnings").add("matches-nobody").add("nobody-gets-in").add("include-excluded");

		HttpResponse<String> refused = edited(group);
		assertThat(refused.statusCode()).isEqualTo(422);
		JsonNode error = json(refused).at("/errors/0");
		assertThat(error.path("field").asString()).isEqualTo("include");
		assertThat(error.path("message").asString()).contains(server, "Not Ada", "can match nobody");
		assertThat(json(admin().get(GROUPS + "/" + id(group))).path("include")).hasSize(2);
	}

	@Test
	void aGroupThatNobodyCanBeInIsRefused_I15() {
		HttpResponse<String> nobody = admin().json("POST", GROUPS,
				group("""
						{"include": [{"email": {"email": "ada@example.com"}}], "exclude": [{"email": {"email": "ada@example.com"}}]}""")
					.toString());
		assertThat(nobody.statusCode()).isEqualTo(422);
		assertThat(json(nobody).at("/errors/0/message").asString()).contains("Nobody can be in this group");
		HttpResponse<String> twoCountries = admin().json("POST", GROUPS, group("""
				{"include": [{"email": {"email": "ada@example.com"}}],
				 "require": [{"geo": {"country_code": "JP"}}, {"geo": {"country_code": "FR"}}]}""").toString());
		assertThat(json(twoCountries).at("/errors/0/field").asString()).isEqualTo("require");
	}

	@Test
	void theFormAsksWithChecksAndKeepsWhatWasTyped_I15() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String name = "Team " + UUID.randomUUID();
		Map<String, String> fields = new HashMap<>(
				Map.of("name", name, "people", "ada@example.com", "domains", "gmail.com"));

		HttpResponse<String> asked = admin.postFrom("/groups/new", "/groups", fields);
		assertThat(asked.statusCode()).isEqualTo(422);
		assertThat(asked.body()).contains("ada@example.com", "gmail.com is not a domain", "Before you go on",
				"Nothing was stored, because");

		fields.put("acknowledged", checks(asked).keySet().iterator().next());
		fields.put("domains", "gmail.com hotmail.com");
		HttpResponse<String> other = admin.postFrom("/groups/new", "/groups", fields);
		assertThat(other.statusCode()).as("a tick for something else").isEqualTo(422);
		assertThat(checks(other).values()).containsExactly(false);
		fields.put("acknowledged", checks(other).keySet().iterator().next());
		HttpResponse<String> stored = admin.postFrom("/groups/new", "/groups", fields);
		assertThat(stored.statusCode()).as(stored.body()).isEqualTo(303);

		String location = stored.headers().firstValue("Location").orElseThrow();
		String server = register("""
				[{"name": "Team", "decision": "allow", "include": [{"group": {"id": "%s"}}]}]"""
			.formatted(location.substring(location.lastIndexOf('/') + 1)), "foreign-domain");
		fields.put("version", "0");
		fields.put("countries", "jp");
		HttpResponse<String> edit = admin.postFrom(location + "/edit", location, fields);
		assertThat(edit.statusCode()).isEqualTo(422);
		assertThat(edit.body()).contains("Japan", "This concerns " + server);
		assertThat(checks(edit)).hasSize(1);
		fields.put("countries", "");
		fields.put("people", "ada@example.com ben@guest.example");
		fields.put("exceptPeople", "eve@example.com");
		HttpResponse<String> more = admin.postFrom(location + "/edit", location, fields);
		fields.put("acknowledged", checks(more).keySet().iterator().next());
		HttpResponse<String> preview = admin.postFrom(location + "/edit", location, fields);
		assertThat(preview.body()).contains("ben@guest.example", server);
		fields.put("basis", preview.body().replaceFirst("(?s).*name=\"basis\" value=\"([^\"]*)\".*", "$1"));
		assertThat(admin.postFrom(location + "/edit", location, fields).statusCode()).isEqualTo(303);
	}

	@Test
	void acknowledgedWarningsThatAreNoListAreRefused_I15() {
		ObjectNode group = group("{\"include\": [{\"email\": {\"email\": \"ada@example.com\"}}]}");
		group.put("acknowledgedWarnings", "place-only");
		HttpResponse<String> refused = admin().json("POST", GROUPS, group.toString());
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("acknowledgedWarnings");
	}

	@Test
	void theDescriptionOfTheApiNamesTheRisksAndThePartsOfTheList() {
		JsonNode api = json(admin().get("/v3/api-docs"));
		assertThat(api.at("/paths/~1api~1v1~1groups/post/responses/422").toString()).contains("Unacknowledged");
		assertThat(api.at("/paths/~1api~1v1~1groups/get/parameters").toString()).contains("cursor", "size");
	}

	private List<String> statements(ObjectNode group) {
		this.sql.drain();
		asked(edited(group));
		return this.sql.drain();
	}

	private Map<String, Boolean> checks(HttpResponse<String> page) {
		Map<String, Boolean> checks = new HashMap<>();
		Matcher check = CHECK.matcher(page.body());
		while (check.find()) {
			checks.put(check.group(1), check.group(2).contains("checked"));
		}
		return checks;
	}

	private static String oktaGroups(String prefix) {
		return IntStream.range(0, 490)
			.mapToObj((i) -> """
					{"okta": {"name": "%s%d", "identity_provider_id": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415"}}"""
				.formatted(prefix, i))
			.collect(Collectors.joining(","));
	}

	private ObjectNode stored(String group) {
		HttpResponse<String> stored = admin().json("POST", GROUPS, group(group).toString());
		assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
		return (ObjectNode) json(stored);
	}

	private HttpResponse<String> edited(ObjectNode group) {
		HttpResponse<String> answer = admin().json("PUT", GROUPS + "/" + id(group), group.toString());
		if (answer.statusCode() == 200) {
			group.put("version", json(answer).path("version").asLong());
		}
		return answer;
	}

	private static List<String> asked(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
		return json(answer).path("unacknowledged").valueStream().map((risk) -> risk.path("id").asString()).toList();
	}

	private JsonNode found(ObjectNode group) {
		return json(admin().get(GROUPS + "?q=" + group.path("name").asString().replace(" ", "%20"))).path("items");
	}

	private JsonNode audit(String action, ObjectNode group) {
		return json(admin().get("/api/v1/audit/events?action=%s&subject=%s".formatted(action,
				group.path("name").asString().replace(" ", "%20"))))
			.path("items");
	}

	private String register(String policies, String... acknowledged) {
		String name = "s" + UUID.randomUUID().toString().substring(0, 8);
		ObjectNode server = (ObjectNode) JsonMapper.shared().readTree("""
				{"name": "%1$s", "hostname": "%1$s.example.jp", "tunnelId": "%2$s", "service": "ssh://10.0.0.5:22",
				 "loginUser": "deploy", "policies": %3$s}""".formatted(name, this.tunnel, policies));
		List.of(acknowledged).forEach(server.putArray("acknowledgedWarnings")::add);
		HttpResponse<String> answer = admin().json("POST", "/api/v1/servers", server.toString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
		return name;
	}

	private static ArrayNode include(ObjectNode group) {
		return (ArrayNode) group.path("include");
	}

	private static String idOf(JsonNode risks, String code) {
		return risks.valueStream()
			.map((risk) -> risk.path("id").asString())
			.filter((id) -> id.startsWith(code + "@"))
			.findFirst()
			.orElseThrow();
	}

	private static String id(ObjectNode group) {
		return group.path("id").asString();
	}

	private static ObjectNode group(String rules) {
		ObjectNode group = (ObjectNode) JsonMapper.shared().readTree(rules);
		return group.put("name", "Team " + UUID.randomUUID());
	}

	private Browser admin() {
		return this.portal.api(DemoPerson.ADMIN);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
