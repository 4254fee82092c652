package dev.postern.directory.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class GroupsApiTests {

	private static final String GROUPS = "/api/v1/groups";

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final String tunnel;

	private final String accountGroup;

	GroupsApiTests(Portal portal, FakeCloudflare cloudflare) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		DemoAccount.empty(cloudflare);
		cloudflare.addZone("example.jp");
		this.tunnel = cloudflare.addTunnel("office").toString();
		cloudflare.asSomebodyElse().addIdentityProvider("okta", "Company login");
		this.accountGroup = cloudflare.asSomebodyElse().addGroup("""
				{"name": "Finance", "include": [{"email_domain": {"domain": "finance.example.com"}}]}""");
	}

	@Test
	void aGroupIsMadeReadChangedAndRemoved() {
		ObjectNode wanted = aGroup();
		HttpResponse<String> created = admin().json("POST", GROUPS, wanted.toString());
		assertThat(created.statusCode()).isEqualTo(201);
		String location = created.headers().firstValue("Location").orElseThrow();

		JsonNode read = json(admin().get(location));
		wanted.properties().forEach((field) -> assertThat(read.get(field.getKey())).isEqualTo(field.getValue()));
		assertThat(read.path("usedBy")).isEmpty();

		ObjectNode edited = (ObjectNode) read.deepCopy();
		edited.remove("usedBy");
		edited.put("description", "other");
		HttpResponse<String> put = admin().json("PUT", location, edited.toString());
		assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
		assertThat(json(put).path("version").asLong()).isEqualTo(read.path("version").asLong() + 1);

		HttpResponse<String> stale = admin().json("PUT", location, edited.toString());
		assertThat(stale.statusCode()).isEqualTo(409);
		assertThat(stale.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(json(stale).at("/current/version")).isEqualTo(json(put).path("version"));

		assertThat(admin().send("DELETE", location).statusCode()).isEqualTo(202);
		Awaitility.await().untilAsserted(() -> assertThat(admin().get(location).statusCode()).isEqualTo(404));
	}

	@Test
	void aServerNamesAGroupOfPosternsOrOfTheAccountAndNoOther_I15() {
		String group = json(admin().json("POST", GROUPS, aGroup().toString())).path("id").asString();
		assertThat(register(group).statusCode()).isEqualTo(201);
		assertThat(register(this.accountGroup).statusCode()).isEqualTo(201);

		HttpResponse<String> unknown = register(UUID.randomUUID().toString());
		assertThat(unknown.statusCode()).isEqualTo(422);
		assertThat(json(unknown).at("/errors/0/field").asString()).isEqualTo("policies[0].include[0].group.id");
		assertThat(json(unknown).at("/errors/0/message").asString()).contains("There is no group");

		HttpResponse<String> refused = admin().send("DELETE", GROUPS + "/" + group);
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(json(refused).path("title").asString()).isEqualTo("Servers use the group");
		assertThat(json(refused).path("detail").asString()).contains("Take it out of their policies first");
		assertThat(json(refused).path("usedBy")).hasSize(1);
		assertThat(json(admin().get(GROUPS + "/" + group)).at("/usedBy/0/name").asString()).startsWith("s");
	}

	@Test
	void aServerNamesAGroupOfTheAccountThatTheListLeavesOut_I3() {
		String hidden = this.cloudflare.asSomebodyElse().addGroup("""
				{"name": "Board", "include": [{"email": {"email": "boss@example.com"}}]}""");
		Fault some = this.cloudflare.faults()
			.on(Calls.LIST_GROUPS)
			.always()
			.hide((group) -> group.path("id").asString().equals(hidden));
		try {
			HttpResponse<String> registered = admin().json("POST", "/api/v1/servers", """
					{"name": "board", "hostname": "board.example.jp", "tunnelId": "%s", "service": "ssh://10.0.0.5:22",
					 "loginUser": "deploy", "acknowledgedWarnings": ["unknown-group"],
					 "policies": [{"name": "Board", "decision": "allow", "include": [{"group": {"id": "%s"}}]}]}"""
				.formatted(this.tunnel, hidden));

			assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
		}
		finally {
			some.remove();
		}
	}

	@Test
	void aGroupThatMayNotBeReadIsNotHeldAgainstAPolicy_I3() {
		Fault mayNot = this.cloudflare.faults().on(Calls.GET_GROUP).always().forbidden();
		try {
			HttpResponse<String> notKnown = register(UUID.randomUUID().toString());

			assertThat(notKnown.statusCode()).as(notKnown.body()).isEqualTo(502);
			assertThat(json(notKnown).path("documentation").asString()).isEqualTo(ApiException.DOCUMENTATION);
		}
		finally {
			mayNot.remove();
		}
	}

	@Test
	void theAccountIsAskedOnceForAllGroupsThatItDoesNotHave() {
		String unknown = Stream.generate(() -> "{\"group\": {\"id\": \"%s\"}}".formatted(UUID.randomUUID()))
			.limit(40)
			.collect(Collectors.joining(","));
		CallMatcher looks = CallMatcher.of("GET", "/accounts/*/access/groups");
		int before = this.cloudflare.journal().matching(looks).size();

		HttpResponse<String> refused = register("[%s]".formatted(unknown), "many");

		assertThat(json(refused).path("errors")).hasSize(40);
		assertThat(this.cloudflare.journal().matching(looks).size() - before).isLessThanOrEqualTo(2);
	}

	@Test
	void badInputNamesItsFieldAndChangesNothing_I15() {
		ObjectNode wrong = aGroup();
		wrong.put("name", " ").put("memebrs", 1);
		assertThat(json(refused(wrong)).at("/errors/0/field").asString()).isEqualTo("memebrs");
		wrong.remove("memebrs");
		wrong.set("include", JsonMapper.shared().readTree("""
				[{"email": {"email": "nobody"}}, {"email": {"email": "a@example.com"}}]"""));
		JsonNode errors = json(refused(wrong)).path("errors");
		assertThat(errors.valueStream().map((error) -> error.path("field").asString())).containsExactly("name",
				"include[0].email.email");
		ObjectNode nested = aGroup();
		nested.set("exclude", JsonMapper.shared().readTree("""
				[{"group": {"id": "%s"}}]""".formatted(this.accountGroup)));
		assertThat(json(refused(nested)).at("/errors/0/field").asString()).isEqualTo("exclude[0]");
		ObjectNode everyone = aGroup();
		everyone.set("include", JsonMapper.shared().readTree("[{\"everyone\": {}}]"));
		assertThat(json(refused(everyone)).at("/errors/0/message").asString()).contains("everybody");
		ObjectNode machines = aGroup();
		machines.set("include", JsonMapper.shared().readTree("""
				[{"email_domain": {"domain": "example.com"}}, {"service_token": {"token_id": "%s"}},
				 {"any_valid_service_token": {}}]""".formatted(UUID.randomUUID())));
		assertThat(json(refused(machines)).path("errors").valueStream().map((error) -> error.path("field").asString()))
			.containsExactly("include[1]", "include[2]");
		ObjectNode nobody = aGroup();
		nobody.set("include", JsonMapper.shared().createArrayNode());
		assertThat(json(refused(nobody)).at("/errors/0/field").asString()).isEqualTo("include");
		ObjectNode taken = aGroup();
		admin().json("POST", GROUPS, taken.toString());
		taken.put("name", taken.path("name").asString().toUpperCase(Locale.ROOT));
		assertThat(json(refused(taken)).at("/errors/0/message").asString()).contains("already");
		assertThat(json(admin().get(GROUPS + "?q=nobody")).path("items")).isEmpty();
	}

	@Test
	void whatCouldNotBeShownLaterIsRefused_I15() {
		ObjectNode deep = aGroup();
		deep.putArray("acknowledgedWarnings").add("unknown-selector");
		deep.putArray("include").addObject().put("odd", "HERE");
		String body = deep.toString().replace("\"HERE\"", "[".repeat(495) + "]".repeat(495));
		HttpResponse<String> refused = admin().json("POST", GROUPS, body);
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("include[0]");

		ObjectNode many = aGroup();
		for (int i = 0; i < 21; i++) {
			many.withArray("require").addObject().put("odd" + i, 1);
		}
		assertThat(json(refused(many)).at("/errors/0/field").asString()).isEqualTo("include");
	}

	@Test
	void whatStandsTwiceIsStoredOnceInItsOrder() {
		ObjectNode group = aGroup();
		group.set("include", JsonMapper.shared()
			.readTree(
					"""
							[{"ip": {"ip": "203.0.113.7"}}, {"email": {"email": "Ada@Example.com"}}, {"ip": {"ip": "203.0.113.7/32"}},
							 {"email": {"email": "ada@example.com"}}, {"ip": {"ip": "2001:DB8::/32"}}, {"ip": {"ip": "2001:db8:0::/32"}},
							 {"new": {"b": 1, "a": 2}}, {"new": {"a": 2, "b": 1}}]"""));
		group.putArray("acknowledgedWarnings").add("place-only").add("unknown-selector");
		HttpResponse<String> stored = admin().json("POST", GROUPS, group.toString());
		assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
		assertThat(json(stored).path("include")).isEqualTo(JsonMapper.shared().readTree("""
				[{"ip": {"ip": "203.0.113.7/32"}}, {"email": {"email": "ada@example.com"}},
				 {"ip": {"ip": "2001:db8::/32"}}, {"new": {"b": 1, "a": 2}}]"""));
	}

	@Test
	void aNameOfHiddenCharactersIsRefused_I15() {
		ObjectNode group = aGroup();
		group.put("name", "Data\u202Esab").put("description", "zero\u200Bwidth");
		JsonNode errors = json(refused(group)).path("errors");
		assertThat(errors.valueStream().map((error) -> error.path("field").asString())).containsExactly("name",
				"description");
		assertThat(errors.path(0).path("message").asString()).contains("U+202E", "invisible");
		assertThat(errors.path(1).path("message").asString()).contains("U+200B");
		group.put("name", "Data\u0007base");
		assertThat(json(refused(group)).at("/errors/0/message").asString()).contains("another control character");
	}

	@Test
	void theListComesInPartsByName() {
		String mark = UUID.randomUUID().toString();
		for (String name : List.of("b", "C", "a")) {
			ObjectNode group = aGroup().put("name", mark + name);
			assertThat(admin().json("POST", GROUPS, group.toString()).statusCode()).isEqualTo(201);
		}
		JsonNode first = json(admin().get(GROUPS + "?size=2&q=" + mark));
		assertThat(names(first)).containsExactly(mark + "a", mark + "b");
		JsonNode rest = json(admin().get(GROUPS + "?size=2&q=" + mark + "&cursor=" + first.path("next").asString()));
		assertThat(names(rest)).containsExactly(mark + "C");
		assertThat(rest.path("next").isNull()).isTrue();
		assertThat(json(admin().get(GROUPS + "?q=%25_")).path("items")).isEmpty();
		for (String wrong : List.of("size=0", "size=201", "cursor=x", "cursor=%C3%A4", "cursor=AA", "cursor=_w")) {
			HttpResponse<String> answer = admin().get(GROUPS + "?" + wrong);
			assertThat(answer.statusCode()).as(wrong).isEqualTo(422);
			assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(wrong.replaceFirst("=.*", ""));
		}
	}

	@Test
	void theDirectoryTellsWhomAPolicyMayName() {
		String group = json(admin().json("POST", GROUPS, aGroup().toString())).path("id").asString();
		Awaitility.await().untilAsserted(() -> {
			JsonNode directory = json(admin().get("/api/v1/directory"));
			assertThat(directory.path("groups").valueStream().map((one) -> one.path("id").asString())).contains(group);
			assertThat(directory.path("accountGroups").valueStream().map((one) -> one.path("name").asString()))
				.containsExactly("Finance");
			assertThat(directory.at("/identityProviders/0/type").asString()).isEqualTo("okta");
			assertThat(directory.path("fresh").asBoolean()).isTrue();
		});
	}

	@Test
	void onlyAdministratorsMay_I11() {
		assertThat(this.portal.api(DemoPerson.DEVELOPER).get(GROUPS).statusCode()).isEqualTo(403);
		assertThat(this.portal.api(DemoPerson.AUDITOR).get("/api/v1/directory").statusCode()).isEqualTo(403);
	}

	private HttpResponse<String> refused(JsonNode group) {
		HttpResponse<String> answer = admin().json("POST", GROUPS, group.toString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
		return answer;
	}

	private HttpResponse<String> register(String group) {
		return register("[{\"group\": {\"id\": \"%s\"}}]".formatted(group),
				"s" + UUID.randomUUID().toString().substring(0, 8));
	}

	private HttpResponse<String> register(String include, String name) {
		return admin().json("POST", "/api/v1/servers", """
				{"name": "%1$s", "hostname": "%1$s.example.jp", "tunnelId": "%2$s", "service": "ssh://10.0.0.5:22",
				 "loginUser": "deploy", "policies": [
				  {"name": "Team", "decision": "allow", "include": %3$s}]}""".formatted(name, this.tunnel, include));
	}

	private static Stream<String> names(JsonNode page) {
		return page.path("items").valueStream().map((group) -> group.path("name").asString());
	}

	private Browser admin() {
		return this.portal.api(DemoPerson.ADMIN);
	}

	private static ObjectNode aGroup() {
		return (ObjectNode) JsonMapper.shared()
			.readTree(
					"""
							{"name": "Team %s", "description": "Databases",
							 "include": [{"email": {"email": "ada@example.com"}}, {"email_domain": {"domain": "db.example.com"}}],
							 "require": [{"auth_method": {"auth_method": "mfa"}}], "exclude": [{"email": {"email": "eve@example.com"}}]}"""
						.formatted(UUID.randomUUID()));
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
