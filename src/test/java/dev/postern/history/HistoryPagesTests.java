package dev.postern.history;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.kernel.Json;
import dev.postern.kernel.ServerId;
import dev.postern.servers.LastLogins;
import dev.postern.servers.LastLogins.LastLogin;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class HistoryPagesTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final LoginImport loginImport;

	private final JdbcClient jdbc;

	private final LastLogins lastLogins;

	private final String domain = "h" + UUID.randomUUID().toString().substring(0, 8) + ".example.jp";

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	@Autowired
	HistoryPagesTests(Portal portal, FakeCloudflare cloudflare, LoginImport loginImport, JdbcClient jdbc,
			LastLogins lastLogins) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.loginImport = loginImport;
		this.jdbc = jdbc;
		this.lastLogins = lastLogins;
	}

	@BeforeEach
	void healthy() {
		this.cloudflare.faults().clear();
		this.jdbc.sql("DELETE FROM import_gap").update();
		this.jdbc.sql("UPDATE history_import SET found_late = 0, latest_login_at = NULL, latest_seen_at = NULL")
			.update();
	}

	@Test
	void loginsOfCloudflareAreListedWithWhatIsKnownOfThem() {
		this.cloudflare.addLogin(login("dev@example.com", 60).from("203.0.113.7", "JP").ray("ray-" + this.domain));
		this.cloudflare.addLogin(login("mallory@example.net", 30).denied());
		this.loginImport.run();

		String page = auditor().get("/history?server=" + this.domain).body();

		assertThat(page).contains("dev@example.com", "203.0.113.7", "not managed by Postern", "outcome-allowed",
				"outcome-refused", "2 logins, 1 refused, by 2 people");
		assertThat(details(page, 1)).contains("ray-" + this.domain, "As Cloudflare gave it").doesNotContain("<html");
		assertThat(page.indexOf("<span>mallory@example.net")).isLessThan(page.indexOf("<span>dev@example.com"));
	}

	@ParameterizedTest
	@CsvSource({ "person=DEV@, 1", "person=nobody, 0", "outcome=refused, 1", "outcome=allowed, 2", "outcome=foreign, 3",
			"outcome=unexplained, 0", "ip=203.0.113.0/24, 1", "ip=203.0.113.7, 1", "ip=2001:db8::/32, 1",
			"ip=10.0.0.0/8, 0", "country=us, 1", "country=FR, 0" })
	void filtersNarrowTheList(String query, int found) {
		this.cloudflare.addLogin(login("dev@example.com", 60).from("203.0.113.7", "JP"));
		this.cloudflare.addLogin(login("mallory@example.net", 30).from("2001:db8::7", "US").denied());
		this.cloudflare.addLogin(login("ada@example.com", 20).from("198.51.100.1"));
		this.loginImport.run();

		JsonNode list = json(
				this.portal.api(DemoPerson.AUDITOR).get("/api/v1/history/logins?server=" + this.domain + "&" + query));

		assertThat(list.get("items").size()).isEqualTo(found);
		assertThat(list.get("next").isNull()).isTrue();
	}

	@Test
	void anyAddressIsFoundLinkedAndExported() {
		String person = "=o'b/r%i{0}&e`n+#?@example.com";
		this.cloudflare.addLogin(login(person, 60));
		this.cloudflare.addLogin(login("oxb/r@example.com", 30));
		this.loginImport.run();
		String query = "?server=" + this.domain + "&person="
				+ URLEncoder.encode("o'b/r%i{0}&e`n+#", StandardCharsets.UTF_8);

		String page = auditor().get("/history" + query).body();

		assertThat(page).contains(HtmlUtils.htmlEscape(person)).doesNotContain("<span>oxb/r@", "o'b/r");
		assertThat(details(page, 0))
			.contains("person=%3Do'b/r%25i%7B0%7D%26e%60n%2B%23?@example.com".replace("'", "&#39;"));
		assertThat(page).contains("Person contains “" + HtmlUtils.htmlEscape("o'b/r%i{0}&e`n+#") + "”");
		assertThat(auditor().get("/history/logins.csv" + query).body()).contains("\"'" + person + "\"");
		JsonNode list = json(this.portal.api(DemoPerson.AUDITOR).get("/api/v1/history/logins" + query));
		assertThat(list.at("/items/0/person").asString()).isEqualTo(person);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-\u65e5\u672c.Example.JP", "ssh-\u65e5\u672c.example.jp./path",
			"xn--ssh--j79hm9d.example.jp" })
	void loginIsThatOfTheServerWhateverTheSpellingOfItsHostname(String spelling) {
		String name = "s" + this.domain.substring(0, this.domain.indexOf('.'));
		ServerId server = new ReachabilityData(this.jdbc).server(name,
				ReachabilityData.policy("One", "allow", "{'email':{'email':'dev@example.com'}}", "", ""));
		this.jdbc.sql("UPDATE server SET hostname = 'xn--ssh--j79hm9d.example.jp' WHERE id = ?")
			.param(server.value())
			.update();
		this.cloudflare.addLogin(Login.of("dev@example.com", spelling, this.now.minusSeconds(5)));
		try {
			this.loginImport.run();

			JsonNode list = json(this.portal.api(DemoPerson.AUDITOR).get("/api/v1/history/logins?server=" + server));
			assertThat(list.get("items").size()).isEqualTo(1);
		}
		finally {
			this.jdbc.sql("DELETE FROM server WHERE id = ?").param(server.value()).update();
		}
	}

	@ParameterizedTest
	@CsvSource({ "de, Germany (DE)", "T1, Tor exit nodes (T1)", "unknown, not known" })
	void countriesAreChosenByTheirNames(String asked, String name) {
		String page = auditor().get("/history?country=" + asked).body();

		assertThat(page).contains("<span>Country is " + name + "</span>");
	}

	@Test
	void timeFilterTakesTheStartAndLeavesTheEnd() {
		this.cloudflare.addLogin(login("a@example.com", 60));
		this.cloudflare.addLogin(login("b@example.com", 30));
		this.loginImport.run();
		String between = "&since=" + this.now.minusSeconds(60) + "&until=" + this.now.minusSeconds(30);

		JsonNode list = json(
				this.portal.api(DemoPerson.AUDITOR).get("/api/v1/history/logins?server=" + this.domain + between));

		assertThat(list.get("items").size()).isEqualTo(1);
		assertThat(list.at("/items/0/person").asString()).isEqualTo("a@example.com");
		assertThat(list.at("/items/0/at").asString()).isEqualTo(this.now.minusSeconds(60).toString());
	}

	@Test
	void pagesHoldFiftyLoginsAndLeadOnAndBackAlthoughNewOnesCome() {
		for (int i = 0; i < 60; i++) {
			this.cloudflare.addLogin(login("n" + i + "@example.com", 100 - i));
		}
		this.loginImport.run();
		Browser auditor = auditor();

		String first = auditor.get("/history?server=" + this.domain).body();
		this.cloudflare.addLogin(login("new@example.com", 1));
		this.loginImport.run();
		String second = auditor.get("/history" + link(first, "next")).body();

		assertThat(first).contains(">n59@example.com<", ">n10@example.com<").doesNotContain(">n9@example.com<");
		assertThat(second).contains(">n9@example.com<", ">n0@example.com<", "rel=\"prev\"")
			.doesNotContain(">n10@example.com<", "rel=\"next\"");
	}

	@Test
	void i14GapStandsInItsPlaceOnThePageAndInTheExport() {
		this.cloudflare.addLogin(login("before@example.com", 90));
		this.cloudflare.addLogin(login("after@example.com", 10));
		this.loginImport.run();
		this.jdbc
			.sql("INSERT INTO import_gap (from_at, until_at, state, cause, noticed_at) VALUES "
					+ "(now() - interval '70 seconds', now() - interval '40 seconds', 'LOST', 'UNREACHABLE', now())")
			.update();

		String page = auditor().get("/history?server=" + this.domain).body();
		List<String> csv = auditor().get("/history/logins.csv?server=" + this.domain).body().lines().toList();

		assertThat(page).containsSubsequence("after@example.com", "may be missing for good",
				"Cloudflare did not answer", "before@example.com");
		assertThat(csv).hasSize(4);
		assertThat(csv.get(2)).startsWith("\"gap_lost\"");
	}

	@Test
	void i14RefusedPermissionIsShownAndNothingIsLost() {
		this.cloudflare.addLogin(login("before@example.com", 60));
		this.loginImport.run();
		Fault fault = this.cloudflare.faults().on(Calls.LIST_LOGINS).always().forbidden();
		this.loginImport.run();
		this.cloudflare.addLogin(login("meanwhile@example.com", 10));

		assertThat(auditor().get("/history?server=" + this.domain).body()).contains(
				"Cloudflare does not let Postern read", "Access: Audit Logs Read", "before@example.com",
				"href=\"" + ApiException.DOCUMENTATION);
		assertThat(auditor().get("/history/summary").body()).contains("Cloudflare does not let Postern read",
				"href=\"" + ApiException.DOCUMENTATION);
		fault.remove();
		this.loginImport.run();
		assertThat(auditor().get("/history?server=" + this.domain).body()).contains("meanwhile@example.com")
			.doesNotContain("Cloudflare does not let Postern read");
	}

	@Test
	void i14UnreadableEntriesAreCountedAndShownAsTextOnly() {
		this.cloudflare.addLogin(login("good@example.com", 60));
		for (int i = 0; i < 23; i++) {
			this.cloudflare.addLoginEntry(
					Json.object()
						.put("created_at", this.now.minusSeconds(60).toString())
						.put("user_email", "odd%d-%s <script>alert(1)</script>".formatted(i, this.domain)),
					this.now.minusSeconds(60));
		}
		this.cloudflare.addLoginEntry(Json.parse("\"no object\""), this.now.minusSeconds(50));
		this.loginImport.run();

		String history = auditor().get("/history?server=" + this.domain).body();
		String first = auditor().get("/history/unreadable").body();
		String second = auditor().get("/history/unreadable" + link(first, "next")).body();

		assertThat(history)
			.contains("good@example.com", "24 entries of Cloudflare’s log could not be read", "&quot;no object&quot;",
					"It is no entry with fields.", "href=\"/history/unreadable\"", "not readable",
					"whether somebody was let in", "First seen by Postern")
			.doesNotContain("<script>alert");
		assertThat(occurrences(history, "<span>not readable</span>")).isEqualTo(5);
		assertThat(occurrences(first, "<span>not readable</span>")).isEqualTo(20);
		assertThat(occurrences(second, "<span>not readable</span>")).isEqualTo(4);
		assertThat(first + second).contains("odd0-" + this.domain, "odd22-" + this.domain, "&lt;script&gt;alert(1)")
			.doesNotContain("<script>alert");
	}

	@Test
	void pageSaysHowLateLoginsCame() {
		assertThat(auditor().get("/history").body()).contains("No entry came late so far.",
				"Postern looks over the last 30 days again and again.", "No login was found in a time");
		this.jdbc.sql("""
				UPDATE history_import SET found_late = 2, swept_at = '2026-11-22T10:00:00Z',
				  latest_login_at = '2026-11-21T03:48:00Z', latest_seen_at = '2026-11-21T10:00:00Z'""").update();

		assertThat(auditor().get("/history").body())
			.contains("The latest entry so far was first seen 6 hours 12 minutes after its login, at",
					"2026-11-21 10:00:00 UTC",
					"2 logins were found in a time that had already been taken for complete.",
					"It last finished doing so at", "2026-11-22 10:00:00 UTC")
			.doesNotContain("No entry came late so far.");
	}

	@Test
	void loginThatNamesNobodyIsSaidToDoSo() {
		this.cloudflare.addLogin(login("", 60));
		this.loginImport.run();

		assertThat(auditor().get("/history?server=" + this.domain).body()).contains("<span>nobody is named</span>",
				"by nobody who is named");
	}

	@Test
	void exportHasExactTimesAndNoFormula() {
		this.cloudflare.addLogin(login("=cmd|calc@example.com", 60).from("203.0.113.7"));
		this.loginImport.run();

		HttpResponse<String> csv = auditor().get("/history/logins.csv?server=" + this.domain);

		assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
		assertThat(csv.body().lines()).hasSize(2)
			.last()
			.asString()
			.contains("\"'=cmd|calc@example.com\"", "\"" + this.now.minusSeconds(60) + "\"", "\"203.0.113.7\"");
	}

	@Test
	void textsOfStrangersAreShownAsTextOnly() {
		this.cloudflare.addLogin(Login.of("<script>alert(1)</script>", this.domain, this.now.minusSeconds(9)));
		this.loginImport.run();

		assertThat(auditor().get("/history?server=" + this.domain).body()).contains("&lt;script&gt;alert(1)")
			.doesNotContain("<script>alert");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "since=yesterday", "until=2026-99-99", "outcome=maybe", "ip=198.51.100.300", "ip=10.0.0.0/33",
					"ip=example.com", "country=Japan", "country=Ja", "country=ZZ", "cursor=x", "size=0", "size=1001" })
	void i15WrongFilterIsNamed(String query) {
		String field = query.substring(0, query.indexOf('='));
		String value = query.substring(query.indexOf('=') + 1);

		HttpResponse<String> answer = this.portal.api(DemoPerson.AUDITOR).get("/api/v1/history/logins?" + query);

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains(field, value);
		if (!field.equals("size")) {
			HttpResponse<String> page = auditor().get("/history?" + query);
			assertThat(page.statusCode()).isEqualTo(422);
			assertThat(page.body()).contains(value + " is not");
		}
	}

	@Test
	void lastLoginsAreFoundForManyServersAtOnce() {
		ServerId server = new ServerId(UUID.randomUUID());
		ServerId other = new ServerId(UUID.randomUUID());
		this.jdbc
			.sql("INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, server_id, raw) VALUES "
					+ "(now() - interval '2 hours', 'a', 'login', 'early@example.com', true, :id, '{}'), "
					+ "(now() - interval '1 hour', 'b', 'login', 'late@example.com', true, :id, '{}'), "
					+ "(now(), 'c', 'login', 'no@example.com', false, :id, '{}')")
			.param("id", server.value())
			.update();

		Map<ServerId, LastLogin> last = this.lastLogins.of(List.of(server, other));

		assertThat(last).containsOnlyKeys(server);
		assertThat(last.values()).extracting(LastLogin::person).containsExactly("late@example.com");
	}

	@Test
	void chartCountsByHourInTheReadersZone() {
		this.cloudflare.addLogin(login("dev@example.com", 60));
		this.loginImport.run();

		String page = auditor()
			.get("/history?zone=Asia/Tokyo&server=" + this.domain + "&since=" + this.now.minus(Duration.ofDays(1)))
			.body();

		assertThat(page).contains("Logins per hour, as a table", "data-chart=", "Times in this form are in Asia/Tokyo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/history", "/history/logins.csv", "/history/summary", "/history/unreadable",
			"/api/v1/history/logins" })
	void historyIsForAuditorsAndAdministratorsOnly(String path) {
		boolean program = path.startsWith("/api");

		assertThat(List.of(DemoPerson.AUDITOR, DemoPerson.ADMIN))
			.allSatisfy((person) -> assertThat(as(person, program).get(path).statusCode()).isEqualTo(200));
		assertThat(as(DemoPerson.DEVELOPER, program).get(path).statusCode()).isEqualTo(403);
	}

	/** What opens below the n-th login of the page. */
	private String details(String page, int n) {
		String address = Pattern.compile("hx-get=\"(/history/logins/[^\"]+)\"")
			.matcher(page)
			.results()
			.skip(n)
			.findFirst()
			.orElseThrow()
			.group(1);
		return auditor().get(address, "HX-Request", "true").body();
	}

	private static int occurrences(String page, String text) {
		return page.split(Pattern.quote(text), -1).length - 1;
	}

	private Login login(String email, long secondsAgo) {
		return Login.of(email, this.domain, this.now.minusSeconds(secondsAgo));
	}

	private Browser as(DemoPerson person, boolean program) {
		return program ? this.portal.api(person) : this.portal.as(person);
	}

	@Test
	void whoComesFromAServerReadsItsNameBesideTheFilter() {
		ServerId server = new ReachabilityData(this.jdbc).server("named-here",
				ReachabilityData.policy("Team", "allow", "{'everyone':{}}", "", ""));

		assertThat(auditor().get("/history?server=" + server).body()).contains("<span>Server is named-here</span>");
		assertThat(auditor().get("/history?server=named-here").body())
			.contains("<span>Server contains “named-here”</span>");
	}

	private Browser auditor() {
		return this.portal.as(DemoPerson.AUDITOR);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	private static String link(String page, String rel) {
		String tag = page.substring(page.indexOf("rel=\"" + rel + "\""));
		String href = tag.substring(tag.indexOf("href=\"") + 6);
		return href.substring(0, href.indexOf('"')).replace("&amp;", "&");
	}

}
