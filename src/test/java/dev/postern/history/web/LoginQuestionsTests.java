package dev.postern.history.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.connect.reachability.SqlRecorder;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.jspecify.annotations.Nullable;
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

/** What people ask of the logins on the page, in the export and by the API. */
@CompanyTest
class LoginQuestionsTests {

	private static final String POLICY = ReachabilityData.policy("Team", "allow", "{'everyone':{}}", "", "");

	private static final Pattern TOTAL = Pattern.compile("<h2 class=\"total\"[^>]*>([^<]*)</h2>");

	private static final Pattern GROUP = Pattern
		.compile("<th scope=\"row\"><a href=\"(/history[^\"]*)\">([^<]*)</a></th><td>([\\d,]+)</td><td>([\\d,]+)</td>");

	private final Portal portal;

	private final JdbcClient jdbc;

	private final SqlRecorder sql;

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private ServerId db1 = new ServerId(UUID.randomUUID());

	private ServerId gone = new ServerId(UUID.randomUUID());

	@Autowired
	LoginQuestionsTests(Portal portal, JdbcClient jdbc, SqlRecorder sql) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.sql = sql;
	}

	@BeforeEach
	void town() {
		this.jdbc.sql("TRUNCATE login_event, import_gap, former_server; DELETE FROM server").update();
		this.db1 = new ReachabilityData(this.jdbc).server("db1", POLICY);
		this.jdbc
			.sql("UPDATE server SET hostname = 'ssh-db1.example.jp', created_at = :at, updated_at = :at WHERE id = :id")
			.param("at", this.now.minus(Duration.ofDays(3)).atOffset(ZoneOffset.UTC))
			.param("id", this.db1.value())
			.update();
		this.jdbc.sql("INSERT INTO former_server VALUES (:id, 'old-box', 'ssh-old.example.jp', :from, :until)")
			.param("id", this.gone.value())
			.param("from", this.now.minus(Duration.ofDays(9)).atOffset(ZoneOffset.UTC))
			.param("until", this.now.minus(Duration.ofDays(4)).atOffset(ZoneOffset.UTC))
			.update();
		add(1, "dev@example.com", "JP", "198.51.100.7", "onetimepin", this.db1, "ssh-db1.example.jp", true);
		add(2, "dev@example.com", "US", "2001:db8::7", "onetimepin", this.db1, "ssh-db1.example.jp", true);
		add(3, "mallory@example.net", null, null, "saml", this.db1, "ssh-db1.example.jp", false);
		add(24 * 5, "early@example.com", "FR", "203.0.113.5", "saml", null, "ssh-db1.example.jp", true);
		add(24 * 2, "late@example.com", "DE", "203.0.113.6", "saml", null, "ssh-old.example.jp", true);
		add(24 * 6, "dev@example.com", "JP", "203.0.113.6", "saml", this.gone, "ssh-old.example.jp", true);
		add(5, "dev@example.com", "JP", "203.0.113.6", null, null, "grafana.example.jp", true);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			country=JP                                  | 3
			notCountry=JP                               | 4
			notCountry=JP&notCountry=unknown            | 3
			country=US&country=fr                       | 2
			country=unknown                             | 1
			person=dev@example.com                      | 4
			notPerson=dev@example.com&notPerson=mallory | 2
			person=dev@example.com&notCountry=JP        | 1
			provider=SAML&notOutcome=refused            | 3
			provider=unknown                            | 1
			ip=203.0.113.0/24&ip=2001:db8::/32          | 5
			notIp=203.0.113.0/24                        | 3
			notIp=203.0.113.0/24&notIp=unknown          | 2
			outcome=refused&outcome=foreign             | 4
			period=day&outcome=allowed                  | 3
			server=app:grafana.example.jp               | 1
			server=grafana                              | 1
			server=DB1                                  | 4
			server=old                                  | 2
			""")
	void pageExportAndApiGiveTheSame(String query, int found) {
		JsonNode api = json(api().get("/api/v1/history/logins?" + query));
		String page = auditor().get("/history?" + query).body();
		List<String> csv = auditor().get("/history/logins.csv?" + query).body().lines().skip(1).toList();

		assertThat(api.get("items").size()).isEqualTo(found);
		assertThat(csv).hasSize(found);
		assertThat(total(page)).startsWith((found == 1) ? "One login," : found + " logins,");
		assertThat(entries(page)).isEqualTo(found);
		assertThat(api.get("items").valueStream().map((item) -> item.path("rayId").asString()))
			.isEqualTo(csv.stream().map((line) -> line.replaceFirst(".*,\"([^\"]*)\"$", "$1")).toList());
	}

	@Test
	void serverIsAskedForWithItsTimeBeforeAndAfterAndTheRowsSaySo() {
		String ofDb1 = auditor().get("/history?server=" + this.db1).body();
		String ofOld = auditor().get("/history?server=" + this.gone).body();

		assertThat(entries(ofDb1)).isEqualTo(4);
		assertThat(ofDb1).contains("Server is db1</span>", "before db1 was registered")
			.doesNotContain("entry-note\">not managed");
		assertThat(entries(ofOld)).isEqualTo(2);
		assertThat(ofOld).contains("Server is old-box</span>", "after the removal of old-box was asked for");
		assertThat(auditor().get("/history?server=app:grafana.example.jp").body()).contains("not managed by Postern",
				"Server is grafana.example.jp (no server of Postern at the time)");
		assertThat(entries(auditor().get("/history?notServer=" + this.db1).body())).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "person", "server", "country" })
	void eachGroupLeadsToAsManyLoginsAsItSays(String by) {
		for (String filter : List.of("", "&notCountry=JP", "&notPerson=mallory", "&period=week")) {
			String page = auditor().get("/history?group=" + by + filter).body();
			List<Matcher> groups = GROUP.matcher(page)
				.results()
				.map((result) -> GROUP.matcher(result.group()))
				.toList();

			assertThat(groups).as(page).hasSizeGreaterThan(1);
			long sum = 0;
			for (Matcher group : groups) {
				assertThat(group.find()).isTrue();
				sum += Long.parseLong(group.group(3));
				String list = auditor().get(group.group(1).replace("&amp;", "&")).body();
				assertThat(entries(list)).as(group.group()).isEqualTo(Integer.parseInt(group.group(3)));
			}
			assertThat(total(page)).startsWith(sum + " logins,");
		}
		JsonNode api = json(api().get("/api/v1/history/groups?by=" + by));
		assertThat(api.get("items").valueStream().mapToLong((group) -> group.path("logins").asLong()).sum())
			.isEqualTo(7);
	}

	@Test
	void whatNoPolicyExplainsStandsOnTop() {
		this.jdbc.sql("UPDATE login_event SET is_explained = false WHERE user_email = 'dev@example.com'").update();
		this.jdbc.sql("UPDATE login_event SET is_explained = false WHERE country = 'JP'").update();

		String page = auditor().get("/history").body();
		String groups = auditor().get("/history?group=server").body();

		assertThat(page).contains("4 unexplained").doesNotContain("surprises-title");
		assertThat(groups.indexOf(">db1</a>")).isPositive().isLessThan(groups.indexOf("grafana.example.jp ("));
		for (int i = 0; i < 10; i++) {
			add(0, "many@example.com", "DE", "203.0.113.6", "saml", this.db1, "ssh-db1.example.jp", true);
		}
		String many = auditor().get("/history").body();
		assertThat(many).contains("Logins that no policy explains");
		assertThat(many.indexOf("surprises-title")).isLessThan(many.indexOf("list-title"));
		assertThat(entries(auditor().get("/history?outcome=unexplained").body())).isEqualTo(4);
		assertThat(auditor().get("/history?outcome=unexplained").body()).doesNotContain("surprises-title");
		assertThat(auditor().get("/history?notPerson=dev@example.com").body()).doesNotContain("surprises-title");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			new-country=JP&is-country=not&country=US        | country=US&notCountry=JP
			new-person=a@example.com, B&is-person=is        | person=a%40example.com&person=B
			new-ip=10.0.0.0/8&notIp=10.1.0.0/16&is-ip=not   | notIp=10.1.0.0%2F16&notIp=10.0.0.0%2F8
			new-country=japan, Tor exit nodes               | country=JP&country=T1
			new-country=Atlantis&is-country=not             | notCountry=Atlantis
			new-server=nothing-like-it                      | server=nothing-like-it
			period=week&since=2026-11-01T00:00&new-person=  | since=2026-11-01T00%3A00
			new-person=&person=x,y                          | person=x%2Cy
			""")
	void whatIsTypedBecomesAnAddress(String typed, String address) {
		HttpResponse<String> answer = auditor().get("/history?" + typed.replace(" ", "%20"));

		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/history?" + address);
	}

	@Test
	void nameOfAServerBecomesItsIdAlsoWhenItIsGone() {
		assertThat(location("/history?new-server=DB1")).endsWith("server=" + this.db1);
		assertThat(location("/history?new-server=ssh-old.example.jp&is-server=not&group=person"))
			.endsWith("notServer=" + this.gone + "&group=person");
		assertThat(auditor().get("/history").body()).contains("<option value=\"db1\">", "<option value=\"old-box\">",
				"<option value=\"mallory@example.net\">", "<option value=\"saml\">", "<option value=\"Germany\">");
	}

	@Test
	void chipsLeadToTheSameFilterWithoutThem() {
		String page = auditor()
			.get("/history?country=US&notCountry=JP&person=dev@example.com&period=last-week&group=person&zone=UTC")
			.body();

		assertThat(page).contains("href=\"/history?period=last-week&amp;person=dev%40example.com&amp;country=US"
				+ "&amp;group=person&amp;zone=UTC\"", "Country is not Japan (JP)", "Last week: ", "Clear all");
		assertThat(auditor().get("/history?notCountry=JP").body())
			.contains("Logins whose country is not known are listed too.");
		assertThat(auditor().get("/history?notCountry=JP&notCountry=unknown").body()).doesNotContain("listed too.");
		assertThat(auditor().get("/history?ip=2001:db8:0:0:0:0:0:0/32").body()).contains("is 2001:db8::/32");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			notCountry=Ja&person=dev               | notCountry | Ja
			notIp=10.0.0.0/33&person=dev           | notIp      | 10.0.0.0/33
			notOutcome=maybe&person=dev            | notOutcome | maybe
			period=fortnight&person=dev            | period     | fortnight
			period=week&since=2026-11-01&person=dev | period    | week
			""")
	void i15WrongValueIsNamedAndTheOthersStay(String query, String field, String value) {
		JsonNode problem = JsonMapper.shared().readTree(api().get("/api/v1/history/logins?" + query).body());
		HttpResponse<String> csv = auditor().get("/history/logins.csv?" + query);

		assertThat(problem.path("status").asInt()).isEqualTo(422);
		assertThat(problem.toString()).contains("\"" + field + "\"", value);
		assertThat(csv.statusCode()).isEqualTo(422);
		if (!query.contains("since")) {
			HttpResponse<String> page = auditor().get("/history?" + query);
			assertThat(page.statusCode()).isEqualTo(422);
			assertThat(page.body()).contains(value + " is not", "Person contains “dev”</span>");
		}
		if (field.equals("notIp")) {
			assertThat(auditor().get("/history?" + query).body()).contains("value=\"10.0.0.0/33\"",
					"<option value=\"not\" selected=\"selected\">");
		}
	}

	@Test
	void i15UnknownGroupingIsNamed() {
		assertThat(auditor().get("/history?group=moon").statusCode()).isEqualTo(422);
		assertThat(api().get("/api/v1/history/groups?by=moon").statusCode()).isEqualTo(422);
	}

	@Test
	void pageOfManyLoginsIsLightAndAsksAsMuchAsOneOfFew() {
		Browser auditor = auditor();
		auditor.get("/tokens");
		this.sql.drain();
		auditor.get("/history?server=" + this.db1);
		int few = this.sql.drain().size();
		for (int i = 0; i < 300; i++) {
			add(i, "person%d@example.com".formatted(i), "JP", "198.51.100.7", "saml", null,
					"h%d.example.jp".formatted(i), true);
		}
		this.jdbc.sql("UPDATE login_event SET server_id = :id WHERE country = 'JP'")
			.param("id", this.db1.value())
			.update();
		String page = auditor.get("/history?server=" + this.db1).body();

		assertThat(this.sql.drain()).hasSizeLessThanOrEqualTo(few);
		assertThat(few).isLessThanOrEqualTo(13);
		auditor.get("/history");
		this.sql.drain();
		auditor.get("/history");
		assertThat(this.sql.drain()).as("what the logins say is remembered").hasSizeLessThanOrEqualTo(6);
		assertThat(entries(page)).isEqualTo(50);
		assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(60 * 1024);
		assertThat(auditor.get("/history?group=person").body().getBytes(StandardCharsets.UTF_8))
			.hasSizeLessThan(60 * 1024);
	}

	@Test
	void eachFilterIsDescribed() {
		JsonNode parameters = json(api().get("/v3/api-docs")).at("/paths/~1api~1v1~1history~1logins/get/parameters");

		assertThat(parameters.valueStream().map((parameter) -> parameter.path("name").asString())).contains("since",
				"until", "period", "server", "notServer", "person", "notPerson", "country", "notCountry", "provider",
				"notProvider", "ip", "notIp", "outcome", "notOutcome");
		assertThat(parameters.valueStream().filter((parameter) -> parameter.path("name").asString().startsWith("not")))
			.allSatisfy((parameter) -> assertThat(parameter.path("description").asString()).isNotEmpty());
	}

	@Test
	void loginThatIsNotThereIsSaidToBeGone() {
		assertThat(auditor().get("/history/logins/eHg").statusCode()).isEqualTo(422);
		assertThat(auditor().get("/history/logins/MjAyNi0xMS0yMlQwMDowMDowMFoANQ").statusCode()).isEqualTo(404);
	}

	private String location(String path) {
		return auditor().get(path).headers().firstValue("Location").orElseThrow();
	}

	private void add(long hoursAgo, String person, @Nullable String country, @Nullable String address,
			@Nullable String provider, @Nullable ServerId server, String application, boolean allowed) {
		this.jdbc
			.sql("""
					INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, ip_address, country, connection,
					  app_domain, server_id, server_name, is_explained, raw)
					VALUES (:at, :ray, 'login', :person, :allowed, CAST(:address AS inet), :country, :provider, :host, :server,
					  :name, true, '{}')""")
			.param("at", this.now.minus(Duration.ofHours(hoursAgo)).minusSeconds(60).atOffset(ZoneOffset.UTC))
			.param("ray", UUID.randomUUID().toString())
			.param("person", person)
			.param("allowed", allowed)
			.param("address", address)
			.param("country", country)
			.param("provider", provider)
			.param("host", application)
			.param("server", (server != null) ? server.value() : null)
			.param("name", (server == null) ? null : server.equals(this.db1) ? "db1" : "old-box")
			.update();
	}

	private static String total(String page) {
		Matcher total = TOTAL.matcher(page);
		assertThat(total.find()).as(page).isTrue();
		return total.group(1);
	}

	private static int entries(String page) {
		return page.split("<details class=\"entry\"", -1).length - 1;
	}

	private Browser auditor() {
		return this.portal.as(DemoPerson.AUDITOR);
	}

	private Browser api() {
		return this.portal.api(DemoPerson.AUDITOR);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
