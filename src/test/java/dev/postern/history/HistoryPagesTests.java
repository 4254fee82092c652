package dev.postern.history;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
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

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class HistoryPagesTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final LoginImport loginImport;

	private final JdbcClient jdbc;

	private final String domain = "h" + UUID.randomUUID().toString().substring(0, 8) + ".example.jp";

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	@Autowired
	HistoryPagesTests(Portal portal, FakeCloudflare cloudflare, LoginImport loginImport, JdbcClient jdbc) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.loginImport = loginImport;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void healthy() {
		this.cloudflare.faults().clear();
		this.jdbc.sql("DELETE FROM import_gap").update();
	}

	@Test
	void loginsOfCloudflareAreListedWithWhatIsKnownOfThem() {
		this.cloudflare.addLogin(login("dev@example.com", 60).from("203.0.113.7", "JP").ray("ray-" + this.domain));
		this.cloudflare.addLogin(login("mallory@example.net", 30).denied());
		this.loginImport.run();

		String page = auditor().get("/history?server=" + this.domain).body();

		assertThat(page).contains("dev@example.com", "203.0.113.7", "ray-" + this.domain, "not managed by Postern",
				"outcome-allowed", "outcome-refused", "1 allowed", "1 refused");
		assertThat(page.indexOf("mallory@example.net")).isLessThan(page.indexOf("dev@example.com"));
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

	@ParameterizedTest
	@CsvSource({ "'', '', any", "de, DE, Germany", "T1, T1, Tor exit nodes", "Ja, Ja, Ja" })
	void countriesAreChosenByTheirNames(String asked, String code, String name) {
		String page = auditor().get("/history?country=" + asked).body();

		assertThat(page).containsPattern("<select [^>]*name=\"country\"")
			.contains("<option value=\"GE\">Georgia</option>", "<option value=\"JP\">Japan</option>")
			.containsPattern("<option value=\"%s\" selected=\"selected\">%s</option>".formatted(code, name));
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
		String server = UUID.randomUUID().toString();
		String other = UUID.randomUUID().toString();
		this.jdbc
			.sql("INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, server_id, raw) VALUES "
					+ "(now() - interval '2 hours', 'a', 'login', 'early@example.com', true, CAST(:id AS uuid), '{}'), "
					+ "(now() - interval '1 hour', 'b', 'login', 'late@example.com', true, CAST(:id AS uuid), '{}'), "
					+ "(now(), 'c', 'login', 'no@example.com', false, CAST(:id AS uuid), '{}')")
			.param("id", server)
			.update();

		String fragment = this.portal.as(DemoPerson.ADMIN)
			.get("/history/last-logins?server=" + server + "&server=" + other)
			.body();

		assertThat(fragment)
			.contains("id=\"last-login-" + server + "\"", "late@example.com", "id=\"last-login-" + other + "\"",
					"none yet", "hx-swap-oob=\"true\"")
			.doesNotContain("early@example.com", "no@example.com");
	}

	@Test
	void chartCountsByHourInTheReadersZone() {
		this.cloudflare.addLogin(login("dev@example.com", 60));
		this.loginImport.run();

		String page = auditor()
			.get("/history?zone=Asia/Tokyo&server=" + this.domain + "&since=" + this.now.minus(Duration.ofDays(1)))
			.body();

		assertThat(page).contains("Logins per hour", "data-chart=", "Times in this form are in Asia/Tokyo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/history", "/history/logins.csv", "/history/summary", "/history/last-logins?server=",
			"/api/v1/history/logins" })
	void historyIsForAuditorsAndAdministratorsOnly(String path) {
		boolean program = path.startsWith("/api");

		assertThat(List.of(DemoPerson.AUDITOR, DemoPerson.ADMIN))
			.allSatisfy((person) -> assertThat(as(person, program).get(path).statusCode()).isEqualTo(200));
		assertThat(as(DemoPerson.DEVELOPER, program).get(path).statusCode()).isEqualTo(403);
	}

	private Login login(String email, long secondsAgo) {
		return Login.of(email, this.domain, this.now.minusSeconds(secondsAgo));
	}

	private Browser as(DemoPerson person, boolean program) {
		return program ? this.portal.api(person) : this.portal.as(person);
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
