package dev.postern.ui.search;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.connect.reachability.SqlRecorder;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tunnels.Tunnels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

@CompanyTest
class SearchTests {

	private static final String DEV2 = "{'email':{'email':'dev2@example.com'}}";

	private static final String DEV = "{'email':{'email':'dev@example.com'}}";

	private static final String DOMAIN = "{'email_domain':{'domain':'example.com'}}";

	private final Portal portal;

	private final ReachabilityData data;

	private final RuleGroups groups;

	private final FakeCloudflare cloudflare;

	private final Tunnels tunnels;

	private final SqlRecorder sql;

	@Autowired
	SearchTests(Portal portal, JdbcClient jdbc, RuleGroups groups, FakeCloudflare cloudflare, Tunnels tunnels,
			SqlRecorder sql) {
		this.portal = portal;
		this.data = new ReachabilityData(jdbc);
		this.groups = groups;
		this.cloudflare = cloudflare;
		this.tunnels = tunnels;
		this.sql = sql;
	}

	@BeforeEach
	void empty() {
		this.data.clear();
	}

	@Test
	void findsServersWhosePoliciesNameSomebodyInAnyWay() {
		Group group = group("Database team", "dev2@example.com");
		this.data.server("itself", ReachabilityData.policy("By address", "allow", DEV2, "", ""));
		this.data.server("everyone-there", ReachabilityData.policy("By domain", "allow", DOMAIN, "", ""));
		this.data.server("grouped",
				ReachabilityData.policy("By group", "allow", "{'group':{'id':'%s'}}".formatted(group.id()), "", ""));
		this.data.server("unrelated", ReachabilityData.policy("Other", "allow", DEV, "", ""));

		String admin = text(DemoPerson.ADMIN, "/search?q=DEV2@Example.com");
		assertThat(admin)
			.containsSubsequence("Servers whose policies name it", "3", "itself",
					"The policy “By address” names dev2@example.com.", "everyone-there",
					"The policy “By domain” names everyone at @example.com.", "grouped",
					"whose rules name dev2@example.com.")
			.doesNotContain("unrelated");
		assertThat(html(DemoPerson.AUDITOR, "/search?q=dev2@example.com"))
			.containsPattern("href=\"/servers/[0-9a-f-]{36}/reachability\">itself<");
		assertThat(text(DemoPerson.ADMIN, "/search?q=Database%20team")).contains("names the group “Database team");
		for (DemoPerson reader : List.of(DemoPerson.ADMIN, DemoPerson.AUDITOR)) {
			assertThat(text(reader, "/search?q=dev2@example.com&kind=policies")).contains("3 things have");
		}
	}

	@Test
	void findsThingsOfAllKindsTheBestFirst() {
		this.tunnels.find(this.cloudflare.addTunnel("db-tunnel"));
		for (String name : List.of("mydb", "db-two", "db")) {
			this.data.server(name, ReachabilityData.policy("Staff", "allow", DEV, "", ""));
		}
		this.data.person("db@example.com", "Deborah");

		String found = text(DemoPerson.ADMIN, "/search?q=db");
		assertThat(found).containsSubsequence("Servers", "3", " db ", "db-two", "mydb", "People", "Deborah",
				"Has the address db@example.com.", "Tunnels", "db-tunnel");
	}

	@Test
	void developersFindWhatTheyReachAndCannotTellThatThereIsMore_I13() {
		this.portal.as(DemoPerson.DEVELOPER);
		this.data.server("mine-covert", ReachabilityData.policy("Mine", "allow", DEV, "", ""));
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		List<String> asked = sql(developer, "/search?q=covert");
		String before = page(developer, "/search?q=covert");
		this.data.server("covert-one", ReachabilityData.policy("Covert", "allow", DEV2, "", ""));
		this.data.person("covert@example.com", "Covert Person");
		group("covert", "covert@example.com");
		this.tunnels.find(this.cloudflare.addTunnel("covert-tunnel"));

		assertThat(page(developer, "/search?q=covert")).isEqualTo(before)
			.contains("mine-covert", "/connect?q=mine-covert#server-");
		assertThat(sql(developer, "/search?q=covert")).isEqualTo(asked);
		for (String kind : List.of("servers", "policies", "people", "groups", "tunnels", "service-tokens", "nothing")) {
			assertThat(text(DemoPerson.DEVELOPER, "/search?q=covert&kind=" + kind)).as(kind)
				.contains("Nothing that you may see has “covert” in it.")
				.doesNotContain("covert-", "Covert");
		}
		assertThat(text(DemoPerson.ADMIN, "/search?q=covert")).contains("covert-one", "Covert Person", "covert-tunnel");
		assertThat(text(DemoPerson.AUDITOR, "/search?q=covert")).contains("covert-one", "Covert Person")
			.doesNotContain("covert-tunnel", "A group that Postern keeps");
		assertThat(this.portal.anonymous().get("/search?q=covert").statusCode()).isEqualTo(302);
	}

	@Test
	void peopleFindTheirOwnTokensOnly() {
		Browser developer = this.portal.as(DemoPerson.DEVELOPER);
		assertThat(
				developer.postFrom("/tokens", "/tokens", Map.of("name", "laptop backup", "scope", "READ", "days", "30"))
					.statusCode())
			.isLessThan(400);
		assertThat(page(developer, "/search?q=backup")).contains("laptop backup", "Your personal tokens");
		assertThat(text(DemoPerson.ADMIN, "/search?q=backup")).contains("Nothing that you may see");
	}

	@Test
	void whileSomebodyTypesOnlyTheOptionsCome() {
		this.data.server("typed", ReachabilityData.policy("Staff", "allow", DEV, "", ""));
		String options = this.portal.as(DemoPerson.ADMIN).get("/search?q=typ", "HX-Request", "true").body();
		assertThat(options).contains("role=\"listbox\"", "role=\"option\"", ">typed<").doesNotContain("<html", "<main");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%25", "_", "%5C", "%5C%25", "'%22%3E%3Cscript%3E", "%24%7B7*7%7D", "%F0%9F%9A%80" })
	void whatSqlAndPagesTakeForTheirOwnIsLookedForAsItIs(String q) {
		this.data.server("plain", ReachabilityData.policy("Staff", "allow", DEV, "", ""));
		String page = html(DemoPerson.ADMIN, "/search?q=" + q);
		assertThat(page).contains("Nothing that you may see").doesNotContain("<script>", ">plain<", "“49”");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%00", "a%07b", "a%E2%80%AEb", "a%0Ab" })
	void whatNobodySeesIsToldClearly(String q) {
		for (DemoPerson person : List.of(DemoPerson.ADMIN, DemoPerson.DEVELOPER)) {
			assertThat(this.portal.as(person).get("/search?q=" + q).statusCode()).isIn(400, 422);
		}
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/search?q=a%E2%80%AEb").body())
			.contains("an invisible character");
	}

	@Test
	void lengthIsBoundedAndNothingIsNoSearch() {
		HttpResponse<String> long101 = this.portal.as(DemoPerson.ADMIN).get("/search?q=" + "x".repeat(101));
		assertThat(long101.statusCode()).isEqualTo(422);
		assertThat(long101.body()).contains("This search has 101 characters. Use at most 100.");
		assertThat(text(DemoPerson.ADMIN, "/search?q=%20%20")).contains("Search by name").doesNotContain("has “");
		assertThat(text(DemoPerson.ADMIN, "/search")).contains("Search by name");
	}

	@Test
	void asksTheDatabaseTheSameForFewAndForMany() {
		this.data.server("one", ReachabilityData.policy("Staff", "allow", DEV, "", ""));
		for (DemoPerson person : DemoPerson.ALL) {
			Browser browser = this.portal.as(person);
			List<String> few = sql(browser, "/search?q=example");
			this.data.fill(60, 30);
			assertThat(sql(browser, "/search?q=example")).as(person.email()).hasSameSizeAs(few);
			this.data.clear();
			this.data.server("one", ReachabilityData.policy("Staff", "allow", DEV, "", ""));
		}
	}

	@Test
	void manyOfAKindAreBoundedAndLeadToTheirList() {
		for (int i = 0; i < 61; i++) {
			this.data.server("box%02d".formatted(i), ReachabilityData.policy("Staff", "allow", DEV, "", ""));
		}
		String page = html(DemoPerson.ADMIN, "/search?q=box");
		assertThat(page).contains(">box09<", "href=\"/servers?q=box\">Show all 61</a>").doesNotContain(">box10<");
		assertThat(html(DemoPerson.AUDITOR, "/search?q=box")).contains("href=\"/reachability?q=box\">Show all 61</a>");
		assertThat(html(DemoPerson.DEVELOPER, "/search?q=box")).contains("href=\"/connect?q=box\">Show all 61</a>");
	}

	private Group group(String name, String email) {
		return this.groups.create(
				new GroupDraft("%s %s".formatted(name, UUID.randomUUID()), "",
						JsonMapper.shared().readTree("[{\"email\":{\"email\":\"%s\"}}]".formatted(email)), null, null),
				Set.of(), Actor.postern("test"));
	}

	private List<String> sql(Browser browser, String path) {
		browser.get(path);
		this.sql.drain();
		assertThat(browser.get(path).statusCode()).isEqualTo(200);
		return this.sql.drain();
	}

	private String html(DemoPerson person, String path) {
		return this.portal.as(person).get(path).body();
	}

	private String text(DemoPerson person, String path) {
		return page(this.portal.as(person), path);
	}

	/** What the page says, without the frame and what is different each time. */
	private static String page(Browser browser, String path) {
		String body = browser.get(path).body();
		String main = body.substring(body.indexOf("<main"), body.indexOf("</main>"));
		return HtmlUtils
			.htmlUnescape(main.replaceAll("(?s)<a [^>]*href=\"([^\"]*)\"[^>]*>", "$1 ").replaceAll("<[^>]*>", " "))
			.replaceAll("[ \\t]+", " ");
	}

}
