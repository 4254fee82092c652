package dev.postern.servicetokens.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Calls;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@ExtendWith(OutputCaptureExtension.class)
class ServiceTokenPagesTests {

	private static final Map<String, LogLevel> TALKATIVE = Map.of("dev.postern", LogLevel.DEBUG,
			"org.springframework.web", LogLevel.DEBUG, "org.hibernate.orm.jdbc.bind", LogLevel.TRACE,
			"org.springframework.jdbc", LogLevel.TRACE);

	private static final String PAGE = "/service-tokens";

	private static final Pattern SECRET = Pattern.compile("id=\"client-secret\">([0-9a-f]{64})<");

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private Browser admin;

	ServiceTokenPagesTests(Portal portal, FakeCloudflare cloudflare, JdbcClient database) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.database = database;
		this.admin = portal.anonymous();
	}

	@BeforeAll
	void logEverything() {
		TALKATIVE.forEach(this.logging::setLogLevel);
	}

	@AfterAll
	void logAsUsual() {
		TALKATIVE.keySet().forEach((name) -> this.logging.setLogLevel(name, null));
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@Test
	void secretIsInOneAnswerAndNowhereElseI9(CapturedOutput log) {
		String name = name();
		HttpResponse<String> made = create(this.admin, name);
		String first = secret(made);
		String id = id(name);
		HttpResponse<String> rotated = this.admin.postFrom(page(id, "rotate"), page(id, "rotate"),
				Map.of("version", version(id), "hours", "24", "extend", "true"));
		String second = secret(rotated);

		for (HttpResponse<String> answer : List.of(made, rotated)) {
			assertThat(answer.statusCode()).isEqualTo(201);
			assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
			assertThat(answer.headers().map().toString()).doesNotContain(first).doesNotContain(second);
			assertThat(Pattern.compile(first + "|" + second).matcher(answer.body()).results()).hasSize(1);
			assertThat(answer.body()).contains("TUNNEL_SERVICE_TOKEN_ID=", "read -rs TUNNEL_SERVICE_TOKEN_SECRET");
		}
		assertThat(second).isNotEqualTo(first);
		List<String> pages = List.of(PAGE, page(id, ""), page(id, "rotate"), page(id, "delete"), PAGE + "/summary",
				"/api/v1/service-tokens", "/api/v1/service-tokens/" + id, "/audit", "/api/v1/audit/events", "/");
		for (String secret : List.of(first, second)) {
			assertThat(pages).allSatisfy((page) -> {
				Browser browser = page.startsWith("/api/") ? this.portal.api(DemoPerson.ADMIN) : this.admin;
				HttpResponse<String> answer = browser.get(page);
				assertThat(answer.statusCode()).as(page).isEqualTo(200);
				assertThat(answer.body()).as(page).doesNotContain(secret);
			});
			String bytes = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII));
			assertThat(everythingInTheDatabase()).isNotEmpty()
				.noneMatch((row) -> row.contains(secret) || row.contains(bytes));
			assertThat(log.getAll()).contains("service_token").doesNotContain(secret);
		}
		assertThat(this.admin.get(PAGE).body()).contains(name, "works");
	}

	@Test
	void whatWasTypedIsShownAgainWithWhatIsWrongI15() {
		String name = name();
		create(this.admin, name);

		HttpResponse<String> again = create(this.admin, name);

		assertThat(again.statusCode()).isEqualTo(422);
		assertThat(again.body()).contains("value=\"" + name + "\"", "href=\"#name\"",
				"is the name of another service token");
		assertThat(SECRET.matcher(again.body()).find()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "'', 90, name", "fine, 0, days", "fine, -5, days", "fine, 9999, days", "fine, x, days" })
	void badFormIsNotTakenI15(String name, String days, String field) {
		HttpResponse<String> page = this.admin.postFrom(PAGE + "/new", PAGE, Map.of("name", name, "days", days));

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("id=\"" + field + "-errors\"");
	}

	@Test
	void lostAnswerLeadsToThePageThatSaysSo() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutAfterCommit();

		HttpResponse<String> answer = create(this.admin, name);

		assertThat(answer.statusCode()).isEqualTo(303);
		String address = answer.headers().firstValue("Location").orElseThrow();
		assertThat(this.admin.get(address).body()).contains("the answer with its secret was lost", "/rotate",
				"/delete");
		assertThat(this.admin.get(PAGE + "/summary").body()).contains(name, "the answer with its secret was lost");
	}

	@Test
	void rotationThatWasSentTwiceRotatesOnce() {
		String name = name();
		create(this.admin, name);
		String id = id(name);
		Map<String, String> fields = Map.of("version", version(id), "hours", "0");
		String secret = secret(this.admin.postFrom(page(id, "rotate"), page(id, "rotate"), fields));

		HttpResponse<String> again = this.admin.postFrom(page(id, "rotate"), page(id, "rotate"), fields);

		assertThat(again.statusCode()).isEqualTo(409);
		assertThat(again.body()).doesNotContain("id=\"client-secret\"").contains("Somebody else does something");
		assertThat(this.cloudflare.state().accepts(clientId(id), secret)).isTrue();
	}

	@Test
	void disablingSaysWhatFollowsAndEnablingTakesItBack() {
		String name = name();
		String secret = secret(create(this.admin, name));
		String id = id(name);
		String clientId = clientId(id);
		assertThat(this.admin.get(page(id, "")).body()).contains(page(id, "disable"))
			.doesNotContain(page(id, "enable"));
		assertThat(this.admin.get(page(id, "disable")).body()).contains("refused at their next login",
				"Sessions that are open stay open");

		HttpResponse<String> disabled = this.admin.postFrom(page(id, "disable"), page(id, "disable"), Map.of());

		assertThat(disabled.statusCode()).isEqualTo(303);
		assertThat(this.cloudflare.state().accepts(clientId, secret)).isFalse();
		assertThat(this.admin.get(page(id, "")).body()).contains(name + " is disabled.", page(id, "enable"))
			.doesNotContain(page(id, "disable\""));
		assertThat(this.admin.get(PAGE).body()).contains("token-disabled");

		this.admin.postFrom(page(id, "enable"), page(id, "enable"), Map.of());

		assertThat(this.cloudflare.state().accepts(clientId, secret)).isTrue();
	}

	@Test
	void aPageThatAsksForWhatIsSoAlreadySaysSo() {
		String name = name();
		create(this.admin, name);
		String id = id(name);

		assertThat(this.admin.get(page(id, "enable")).body()).contains(name + " is not disabled")
			.doesNotContain("<button type=\"submit\" class=\"btn btn-primary\"");
		this.admin.postFrom(page(id, "disable"), page(id, "disable"), Map.of());
		assertThat(this.admin.get(page(id, "disable")).body()).contains(name + " is disabled already")
			.doesNotContain("btn btn-danger");
		assertThat(this.admin.get(page(id, "")).body()).contains("is disabled.", page(id, "enable"));
	}

	@Test
	void aTokenThatNoServerLetsInShowsAnExampleAndSaysSo() {
		String name = name();
		create(this.admin, name);

		assertThat(this.admin.get(page(id(name), "")).body()).contains("deploy@ssh-db1.example.com is only an example",
				"No server lets this service token in yet");
	}

	@Test
	void disablingWithoutAnAnswerIsShownAsNotKnown() {
		String name = name();
		create(this.admin, name);
		String id = id(name);
		this.cloudflare.faults().on(Calls.PUT_SERVICE_TOKEN).cutBeforeCommit();

		this.admin.postFrom(page(id, "disable"), page(id, "disable"), Map.of());

		assertThat(this.admin.get(page(id, "")).body()).contains("Cloudflare gave no answer", page(id, "disable"),
				page(id, "enable"));
	}

	@Test
	void deletionAsksForTheName() {
		String name = name();
		create(this.admin, name);
		String delete = page(id(name), "delete");

		assertThat(this.admin.postFrom(delete, delete, Map.of("confirm", "other")).statusCode()).isEqualTo(422);
		assertThat(this.admin.get(PAGE).body()).contains(name);
		HttpResponse<String> done = this.admin.postFrom(delete, delete, Map.of("confirm", name));

		assertThat(done.statusCode()).isEqualTo(303);
		assertThat(this.admin.get(PAGE).body()).doesNotContain(name);
		assertThat(this.cloudflare.state().serviceTokens())
			.noneMatch((token) -> token.path("name").asString().startsWith(name));
		assertThat(this.admin.get(delete).statusCode()).isEqualTo(404);
	}

	@Test
	void pageOfATokenThatIsBeingDeletedLooksWhetherItIsGone() {
		String name = name();
		create(this.admin, name);
		String id = id(name);
		String token = this.database.sql("SELECT token_id::text FROM service_token WHERE name = ?")
			.param(name)
			.query(String.class)
			.single();
		this.cloudflare.faults().on(Calls.DELETE_SERVICE_TOKEN).cutBeforeCommit();
		this.admin.postFrom(page(id, "delete"), page(id, "delete"), Map.of("confirm", name));
		this.cloudflare.asSomebodyElse().call("DELETE", "/accounts/{account}/access/service_tokens/" + token, null);

		HttpResponse<String> page = this.admin.get(page(id, ""));

		assertThat(page.statusCode()).isEqualTo(303);
		assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith(PAGE);
		assertThat(this.admin.get(PAGE).body()).doesNotContain(name);
	}

	@Test
	void tokenWithoutThePermissionIsToldWhatIsMissing() {
		this.cloudflare.faults().on(Calls.LIST_SERVICE_TOKENS).always().forbidden();
		create(this.admin, name());

		HttpResponse<String> page = this.admin.get(PAGE);

		this.cloudflare.faults().clear();
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("may not read service tokens", "Access: Service Tokens Write",
				"href=\"%s\"".formatted(ApiException.DOCUMENTATION));
	}

	@Test
	void refusalShowsWhereCloudflareExplainsIt() {
		String name = name();
		create(this.admin, name);
		String id = id(name);
		this.cloudflare.faults().on(Calls.PUT_SERVICE_TOKEN).forbidden();

		HttpResponse<String> answer = this.admin.postFrom(page(id, "disable"), page(id, "disable"), Map.of());

		assertThat(answer.statusCode()).isEqualTo(502);
		assertThat(answer.body()).contains(
				"rel=\"noopener noreferrer\" href=\"%s\"".formatted(ApiException.DOCUMENTATION),
				"Cloudflare’s page about this");
	}

	private HttpResponse<String> create(Browser browser, String name) {
		return browser.postFrom(PAGE + "/new", PAGE, Map.of("name", name, "days", "90"));
	}

	private static String secret(HttpResponse<String> answer) {
		Matcher matcher = SECRET.matcher(answer.body());
		assertThat(matcher.find()).as(answer.body()).isTrue();
		return matcher.group(1);
	}

	private String id(String name) {
		return this.database.sql("SELECT id::text FROM service_token WHERE name = ?")
			.param(name)
			.query(String.class)
			.single();
	}

	private String version(String id) {
		return this.database.sql("SELECT version::text FROM service_token WHERE id = ?::uuid")
			.param(id)
			.query(String.class)
			.single();
	}

	private String clientId(String id) {
		return this.database.sql("SELECT client_id FROM service_token WHERE id = ?::uuid")
			.param(id)
			.query(String.class)
			.single();
	}

	private static String page(String id, String part) {
		return PAGE + "/" + id + (part.isEmpty() ? "" : "/" + part);
	}

	private List<String> everythingInTheDatabase() {
		return this.database.sql("""
				SELECT table_name FROM information_schema.tables
				WHERE table_schema = 'public' AND table_type = 'BASE TABLE'""")
			.query(String.class)
			.stream()
			.flatMap((
					table) -> this.database.sql("SELECT t::text FROM \"" + table + "\" t").query(String.class).stream())
			.toList();
	}

	private static String name() {
		return "ci-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
