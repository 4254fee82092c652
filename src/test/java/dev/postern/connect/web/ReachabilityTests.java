package dev.postern.connect.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.connect.reachability.SqlRecorder;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

@CompanyTest
class ReachabilityTests {

	private static final String EVE = "{'email':{'email':'eve@example.com'}}";

	private static final String DOMAIN = "{'email_domain':{'domain':'example.com'}}";

	private static final String JAPAN = "{'geo':{'country_code':'JP'}}";

	private static final String ORDERS_TEAM = "{'okta':{'name':'orders-team','identity_provider_id':'%s'}}"
		.formatted(ReachabilityData.PROVIDER);

	private final Portal portal;

	private final ReachabilityData data;

	private final RuleGroups groups;

	private final SqlRecorder sql;

	@Autowired
	ReachabilityTests(Portal portal, JdbcClient jdbc, RuleGroups groups, SqlRecorder sql) {
		this.groups = groups;
		this.portal = portal;
		this.data = new ReachabilityData(jdbc);
		this.sql = sql;
	}

	@BeforeEach
	void empty() {
		this.data.clear();
	}

	@Test
	void serverOnlyForAGroupAppearsForItsMembersAndForNobodyElse_I13() {
		this.data.server("orders", ReachabilityData.policy("Orders team", "allow", ORDERS_TEAM, "", ""));
		this.data.server("others", ReachabilityData.policy("Other team", "allow",
				ORDERS_TEAM.replace("orders-team", "payments-team"), "", ""));

		for (String path : List.of("/connect", "/connect/ssh-config")) {
			assertThat(this.portal.as(DemoPerson.DEVELOPER).get(path).body()).as(path)
				.contains("ssh-orders.example.jp", "orders-team")
				.doesNotContain("ssh-others");
			assertThat(this.portal.as(DemoPerson.AUDITOR).get(path).body()).as(path)
				.doesNotContain("ssh-orders", "ssh-others", "orders-team");
		}
		for (String path : List.of("/api/v1/me/servers", "/api/v1/me/ssh-config")) {
			assertThat(this.portal.api(DemoPerson.DEVELOPER).get(path).body()).as(path)
				.contains("ssh-orders.example.jp")
				.doesNotContain("ssh-others");
			assertThat(this.portal.api(DemoPerson.AUDITOR).get(path).body()).as(path)
				.doesNotContain("ssh-orders", "ssh-others");
		}
	}

	@Test
	void connectAndReachabilityGiveOneAnswer_I13() {
		this.portal.as(DemoPerson.DEVELOPER);
		this.data.fill(60, 10);
		this.data.server("mine",
				ReachabilityData.policy("Orders team", "allow", ORDERS_TEAM + "," + DOMAIN, JAPAN, ""));

		List<String> mine = items(this.portal.api(DemoPerson.DEVELOPER), "/api/v1/me/servers?size=200")
			.map((item) -> item.path("name").stringValue())
			.toList();
		List<String> seen = items(auditor(), "/api/v1/people/dev@example.com/reachability?size=200")
			.filter((item) -> !item.path("access").stringValue().equals("DENIED"))
			.map((item) -> item.path("name").stringValue())
			.sorted()
			.toList();

		assertThat(mine).contains("mine").isEqualTo(seen);
	}

	@Test
	void saysForEachPersonWhetherTheyGetInByWhichPolicyAndWhy() {
		this.data.person("kenji@example.com", "Kenji");
		this.data.person("mallory@example.net", "Mallory");
		ServerId id = this.data.server("db1",
				ReachabilityData.policy("Not Eve", "deny", EVE, "", "")
						+ "," + ReachabilityData.policy("Partner", "allow",
								"{'email':{'email':'never@partner.example'}}", "", "")
						+ "," + ReachabilityData.policy("Staff", "allow", DOMAIN, JAPAN, ""));

		List<JsonNode> people = items(auditor(), "/api/v1/servers/%s/reachability?size=1000".formatted(id)).toList();

		assertThat(people.getFirst().path("email").stringValue()).isEqualTo("never@partner.example");
		assertThat(about(people, "never@partner.example")).isEqualTo(
				json("""
						{"email": "never@partner.example", "name": "", "signedIn": false, "access": "ALLOWED",
						 "policies": ["Partner"], "reason": "The policy “Partner” lets in never@partner.example.", "unknown": []}"""));
		assertThat(about(people, "kenji@example.com")).isEqualTo(json("""
				{"email": "kenji@example.com", "name": "Kenji", "signedIn": true, "access": "DEPENDS",
				 "policies": ["Staff"], "reason": "only from Japan", "unknown": ["COUNTRY"]}"""));
		assertThat(about(people, "eve@example.com").path("policies")).isEqualTo(json("[\"Not Eve\"]"));
		assertThat(about(people, "mallory@example.net").path("access").stringValue()).isEqualTo("DENIED");
		String page = auditorsPage("/servers/%s/reachability".formatted(id));
		assertThat(page).contains("never@partner.example", "never signed in to Postern", "Gets in only from Japan.",
				"the country", "Decided by: Staff.", "An SSH session that is running is not cut");
	}

	@Test
	void aServiceTokenLetsNoUnknownPeopleIn() {
		String token = "{'service_token':{'token_id':'%s'}}".formatted(UUID.randomUUID());
		ServerId id = this.data.server("robot", ReachabilityData.policy("Team", "allow", EVE, "", "") + ","
				+ ReachabilityData.policy("Robots", "non_identity", token, "", ""));
		this.data.takesServiceTokens(id);
		ServerId open = this.data.server("open", ReachabilityData.policy("Staff", "allow", DOMAIN, "", ""));

		assertThat(auditorsPage("/servers/%s/reachability".formatted(id))).contains("Machines with a service token")
			.doesNotContain("eople whom Postern does not know");
		assertThat(auditorsPage("/servers/%s/reachability".formatted(open)))
			.contains("People whom Postern does not know can get in too: whoever else is at example.com.");
		assertThat(auditorsPage("/reachability?q=robot")).doesNotContain("who are not counted");
		assertThat(auditorsPage("/reachability?q=open")).contains("and others, who are not counted");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/servers/%s/reachability/panel".formatted(open)).body())
			.contains("Not counted, since Postern does not know them: whoever else is at example.com.");
		assertThat(auditorsPage("/reachability?q=robot")).contains(">Team<", "For machines: Robots",
				"Lets in the machine", "and eve@example.com");
	}

	@Test
	void nobodyGetsInToAServerThatWasNeverReady() {
		ServerId id = this.data.server("never", "PENDING", ReachabilityData.policy("Team", "allow", EVE, "", ""));

		assertThat(this.portal.as(DemoPerson.ADMIN).get("/servers/%s/reachability/panel".formatted(id)).body())
			.contains("Nobody gets in yet", "let in one person whom Postern knows")
			.doesNotContain(">gets in<");
		assertThat(auditorsPage("/reachability?q=never")).contains("Nobody gets in yet: it has never been ready");
	}

	@ParameterizedTest
	@CsvSource({ "country=jp, ALLOWED", "country=US, DENIED", "ip=203.0.113.7, DEPENDS", "'', DEPENDS" })
	void whatIsSupposedTurnsConditionsIntoAnswers(String query, String access) {
		ServerId id = this.data.server("db1", ReachabilityData.policy("Staff", "allow", DOMAIN, JAPAN, ""));

		assertThat(items(auditor(), "/api/v1/servers/%s/reachability?q=somebody@example.com&%s".formatted(id, query)))
			.singleElement()
			.satisfies((item) -> assertThat(item.path("access").stringValue()).isEqualTo(access));
		assertThat(items(auditor(), "/api/v1/people/somebody@example.com/reachability?" + query)).singleElement()
			.satisfies((item) -> assertThat(item.path("access").stringValue()).isEqualTo(access));
	}

	@Test
	void loginThroughTheProviderOfThePortalTurnsGroupsIntoAnswers() {
		this.data.person("member@example.com", "Member", "orders-team");
		this.data.person("other@example.com", "Other", "audit");
		this.data.person("silent@example.com", "Silent");
		ServerId id = this.data.server("db1", ReachabilityData.policy("Orders team", "allow", ORDERS_TEAM, "", ""));
		String path = "/api/v1/servers/%s/reachability?size=1000".formatted(id);

		List<JsonNode> open = items(auditor(), path).toList();
		List<JsonNode> supposed = items(auditor(), path + "&provider=" + ReachabilityData.PROVIDER).toList();

		assertThat(about(open, "member@example.com").path("unknown")).isEqualTo(json("[\"LOGIN_METHOD\"]"));
		assertThat(about(open, "other@example.com").path("access").stringValue()).isEqualTo("DENIED");
		assertThat(about(supposed, "member@example.com").path("access").stringValue()).isEqualTo("ALLOWED");
		assertThat(about(supposed, "silent@example.com").path("unknown")).isEqualTo(json("[\"PROVIDER_GROUPS\"]"));
		assertThat(auditorsPage("/servers/%s/reachability?provider=%s".formatted(id, ReachabilityData.PROVIDER)))
			.contains("checked=\"checked\"");
	}

	@Test
	void overviewCountsWhatTheOtherPagesSay() {
		this.data.fill(20, 30);
		String servers = auditorsPage("/reachability");
		String people = auditorsPage("/reachability?by=people");

		assertThat(servers).contains("20 servers");
		List<JsonNode> ofServer = items(auditor(), "/api/v1/people/person7@corp1.example.com/reachability?size=1000")
			.toList();
		assertThat(counts(people, "person7@corp1.example.com")).isEqualTo(counted(ofServer));
		String first = servers.substring(servers.indexOf("/servers/") + "/servers/".length()).substring(0, 36);
		assertThat(counts(servers, first)).isEqualTo(
				counted(items(auditor(), "/api/v1/servers/%s/reachability?size=1000".formatted(first)).toList()));
	}

	@Test
	void overviewSortsByWhatIsAskedFor() {
		this.data.server("a-few", ReachabilityData.policy("Eve", "allow", EVE, "", ""));
		this.data.server("many", ReachabilityData.policy("Staff", "allow", DOMAIN, "", ""));

		assertThat(auditorsPage("/reachability")).matches("(?s).*a-few.*many.*");
		assertThat(auditorsPage("/reachability?sort=allowed")).matches("(?s).*>many<.*>a-few<.*");
		assertThat(auditorsPage("/reachability?q=man")).contains(">many<").doesNotContain(">a-few<");
	}

	@Test
	void asksTheDatabaseTheSameHoweverMuchThereIs() {
		ServerId id = this.data.server("db1", ReachabilityData.policy("Staff", "allow", DOMAIN, "", ""));
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		List<String> paths = List.of("/reachability", "/reachability?by=people", "/reachability.csv",
				"/servers/%s/reachability".formatted(id), "/servers/%s/reachability.csv".formatted(id),
				"/servers/%s/reachability/panel".formatted(id), "/people/reachability?email=eve@example.com",
				"/connect");
		paths.forEach(auditor::get);

		List<List<String>> few = paths.stream().map((path) -> askedAnew(auditor, path)).toList();
		this.data.fill(40, 60);
		List<List<String>> many = paths.stream().map((path) -> askedAnew(auditor, path)).toList();
		List<List<String>> again = paths.stream().map((path) -> asked(auditor, path)).toList();

		assertThat(many).isEqualTo(few);
		assertThat(again)
			.allSatisfy((asked) -> assertThat(asked).filteredOn((sql) -> sql.matches("(?s).*\\bfrom server\\b.*"))
				.singleElement(STRING)
				.contains("sum("));
		assertThat(many.getFirst()).filteredOn((sql) -> sql.matches("(?s).*\\bfrom person\\b.*order by.*")).hasSize(1);
		assertThat(many.getFirst()).filteredOn((sql) -> sql.contains("from rule_group")).hasSizeBetween(1, 2);
	}

	@Test
	void pageOfFiftyRowsWeighsLessThan60KiB() {
		this.data.fill(61, 120);
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		for (String path : List.of("/reachability", "/reachability?by=people")) {
			byte[] page = auditor.get(path).body().getBytes(StandardCharsets.UTF_8);
			System.out.println(path + " weighs " + page.length);
			assertThat(page).as(path).hasSizeLessThan(60 * 1024);
		}
	}

	@Test
	void whoeverIsInARuleGroupOfPosternGetsIn_I13() {
		JsonNode include = json("[{\"email\": {\"email\": \"dev@example.com\"}}]");
		Group group = this.groups.create(new GroupDraft("Database team", "", include, null, null), Set.of(),
				Actor.person(EmailAddress.of(DemoPerson.ADMIN.email())));
		ServerId id = this.data.server("db1",
				ReachabilityData.policy("By group", "allow", "{'group':{'id':'%s'}}".formatted(group.id()), "", ""));

		assertThat(items(this.portal.api(DemoPerson.DEVELOPER), "/api/v1/me/servers")).hasSize(1);
		assertThat(items(auditor(), "/api/v1/me/servers")).isEmpty();
		JsonNode first = items(auditor(), "/api/v1/servers/%s/reachability".formatted(id)).toList().getFirst();
		assertThat(first.path("email").stringValue()).isEqualTo("dev@example.com");
		assertThat(first.path("access").stringValue()).isEqualTo("ALLOWED");
		assertThat(first.path("reason").stringValue())
			.isEqualTo("The policy “By group” lets in everyone in the group Database team.");
		assertThat(auditorsPage("/reachability")).contains("everyone in the group Database team");
	}

	@Test
	void listsAreCutByKeyAndLoseNobody() {
		this.data.fill(30, 40);
		ServerId id = this.data.server("db1", ReachabilityData.policy("Staff", "allow", DOMAIN, JAPAN, ""));
		for (String path : List.of("/api/v1/servers/%s/reachability".formatted(id),
				"/api/v1/people/person3@corp3.example.com/reachability")) {
			List<JsonNode> whole = items(auditor(), path + "?size=1000").toList();
			List<JsonNode> parts = new ArrayList<>();
			String cursor = "";
			do {
				JsonNode part = JsonMapper.shared().readTree(auditor().get(path + "?size=7&cursor=" + cursor).body());
				part.path("items").forEach(parts::add);
				cursor = part.path("next").isNull() ? "" : part.path("next").stringValue();
			}
			while (!cursor.isEmpty());
			assertThat(parts).as(path).hasSizeGreaterThan(20).doesNotHaveDuplicates().isEqualTo(whole);
		}
	}

	@Test
	void exportsCannotBeTakenForFormulas() {
		this.data.person("kenji@example.com", "=HYPERLINK(\"http://evil.example\")");
		ServerId id = this.data.server("db1", ReachabilityData.policy("@Staff", "allow", DOMAIN, JAPAN, EVE));
		for (String path : List.of("/servers/%s/reachability.csv?country=JP".formatted(id),
				"/people/reachability.csv?email=kenji@example.com&country=JP", "/reachability.csv?country=JP")) {
			HttpResponse<String> file = this.portal.as(DemoPerson.AUDITOR).get(path);
			assertThat(file.headers().firstValue("Content-Disposition")).hasValueSatisfying(
					(disposition) -> assertThat(disposition).startsWith("attachment;").contains("reachability"));
			assertThat(file.body()).as(path)
				.contains("\"db1\",\"ssh-db1.example.jp\",\"%s\",\"ready\",\"kenji@example.com\",".formatted(id)
						+ "\"'=HYPERLINK(\"\"http://evil.example\"\")\",\"true\",\"allowed\",\"'@Staff\",")
				.endsWith("\"JP\",\"\",\"\"\r\n");
		}
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/reachability.csv").body()).contains("\"depends\"")
			.doesNotContain("eve@example.com");
		assertThat(this.portal.as(DemoPerson.AUDITOR)
			.get("/servers/%s/reachability.csv?access=denied".formatted(id))
			.body()).contains("eve@example.com").doesNotContain("kenji");
	}

	@Test
	void serverThatDoesNotStandYetSaysSo() {
		ServerId pending = this.data.server("new", "pending",
				ReachabilityData.policy("Staff", "allow", DOMAIN, "", ""));
		ServerId leaving = this.data.server("old", "removing",
				ReachabilityData.policy("Staff", "allow", DOMAIN, "", ""));

		assertThat(auditorsPage("/servers/%s/reachability".formatted(pending)))
			.contains("has not been ready at Cloudflare yet");
		assertThat(auditorsPage("/servers/%s/reachability".formatted(leaving))).contains("being removed",
				"Cloudflare may still follow");
		assertThat(auditorsPage("/people/reachability?email=dev@example.com")).contains(">new<")
			.doesNotContain(">old<");
	}

	@Test
	void pageOfAServerSaysWhoElseGetsIn() {
		ServerId domain = this.data.server("db1", ReachabilityData.policy("Staff", "allow", DOMAIN, "", ""));
		ServerId people = this.data.server("db2", ReachabilityData.policy("Eve", "allow", EVE, "", ""));
		String others = "People whom Postern does not know can get in too";

		assertThat(auditorsPage("/servers/%s/reachability".formatted(domain))).contains(others);
		assertThat(auditorsPage("/servers/%s/reachability".formatted(people))).doesNotContain(others);
		assertThat(auditorsPage("/servers/%s/reachability?q=new@example.com".formatted(domain)))
			.contains("new@example.com", "lets in everyone with an address at example.com");
		assertThat(auditorsPage("/servers/%s/reachability/panel".formatted(people))).contains("eve@example.com");
	}

	@ParameterizedTest
	@CsvSource({ "/people/nonsense/reachability, email", "/people/a@b.example/reachability?country=Japan, country",
			"/people/a@b.example/reachability?country=Ja, country",
			"/people/a@b.example/reachability?country=ZZ, country",
			"/people/a@b.example/reachability?ip=10.0.0.0/8, ip",
			"/people/a@b.example/reachability?access=maybe, access",
			"/people/a@b.example/reachability?provider=okta, provider", "/people/a@b.example/reachability?size=0, size",
			"/people/a@b.example/reachability?cursor=*, cursor" })
	void valueThatCannotBeReadIsNamed_I15(String path, String field) {
		HttpResponse<String> problem = auditor().get("/api/v1" + path);

		assertThat(problem.statusCode()).isEqualTo(422);
		assertThat(problem.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("application/problem+json"));
		assertThat(problem.body()).contains("\"" + field + "\"");
	}

	@Test
	void countriesAreChosenByTheirNames() {
		ServerId id = this.data.server("db1", ReachabilityData.policy("Staff", "allow", DOMAIN, "", ""));
		for (String path : List.of("/reachability", "/servers/%s/reachability".formatted(id),
				"/people/reachability?email=dev@example.com")) {
			String more = path.contains("?") ? "&" : "?";
			assertThat(auditorsPage(path + more + "country=de")).as(path)
				.containsPattern("<select [^>]*name=\"country\"")
				.contains("<option value=\"\">not known</option>", "<option value=\"GE\">Georgia</option>",
						"<option value=\"DE\" selected=\"selected\">Germany</option>");
			HttpResponse<String> cut = this.portal.as(DemoPerson.AUDITOR).get(path + more + "country=Ja");
			assertThat(cut.statusCode()).as(path).isEqualTo(422);
			assertThat(cut.body()).as(path)
				.contains("Ja is not the code of a country", "<option value=\"Ja\" selected=\"selected\">Ja</option>");
		}
	}

	@Test
	void pagesKeepWhatWasTypedWhenItCannotBeRead_I15() {
		ServerId id = this.data.server("db1", ReachabilityData.policy("Staff", "allow", DOMAIN, "", ""));
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		for (String path : List.of("/reachability", "/servers/%s/reachability".formatted(id),
				"/people/reachability?email=dev@example.com")) {
			String more = path.contains("?") ? "&" : "?";
			HttpResponse<String> page = auditor.get(path + more + "country=Japan&ip=everywhere");
			assertThat(page.statusCode()).as(path).isEqualTo(422);
			assertThat(page.body()).as(path)
				.contains("Japan is not the code of a country", "everywhere is not an IP address", "value=\"Japan\"");
		}
		HttpResponse<String> asked = auditor.get("/people/reachability?email=nobody");
		assertThat(asked.statusCode()).isEqualTo(422);
		assertThat(asked.body()).contains("“nobody” is not an e-mail address", "value=\"nobody\"");
		assertThat(auditor.get("/people/reachability?email=Some.One%2Bx@Example.com").body())
			.contains("What some.one+x@example.com can reach");
		assertThat(auditor.get("/servers/00000000-0000-4000-8000-000000000000/reachability").statusCode())
			.isEqualTo(404);
	}

	/** When what is remembered of servers and people counts no more. */
	private List<String> askedAnew(Browser browser, String path) {
		this.data.touchEverything();
		return asked(browser, path);
	}

	private List<String> asked(Browser browser, String path) {
		this.sql.drain();
		assertThat(browser.get(path).statusCode()).as(path).isEqualTo(200);
		return this.sql.drain();
	}

	private Browser auditor() {
		return this.portal.api(DemoPerson.AUDITOR);
	}

	private String auditorsPage(String path) {
		HttpResponse<String> page = this.portal.as(DemoPerson.AUDITOR).get(path);
		assertThat(page.statusCode()).as(path).isEqualTo(200);
		return page.body();
	}

	private static Stream<JsonNode> items(Browser browser, String path) {
		HttpResponse<String> answer = browser.get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body()).path("items").valueStream();
	}

	private static JsonNode about(List<JsonNode> people, String email) {
		return people.stream()
			.filter((item) -> item.path("email").stringValue().equals(email))
			.findFirst()
			.orElseThrow();
	}

	/** The three numbers in the row of a table that begins with a link. */
	private static List<Long> counts(String page, String link) {
		String row = page.substring(page.indexOf(link, page.indexOf("<tbody>")));
		return Pattern.compile("reach-number[^>]*>(\\d+)<")
			.matcher(row.substring(0, row.indexOf("</tr>")))
			.results()
			.map((match) -> Long.valueOf(match.group(1)))
			.toList();
	}

	private static List<Long> counted(List<JsonNode> items) {
		return Stream.of("ALLOWED", "DEPENDS", "DENIED")
			.map((access) -> items.stream().filter((item) -> item.path("access").stringValue().equals(access)).count())
			.toList();
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
