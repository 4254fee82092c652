package dev.postern.identity.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class PersonalTokenTests {

	private static final Pattern TOKEN = Pattern.compile("pst_[A-Za-z0-9_-]{43}");

	private static final String API = "/api/v1/me/servers";

	private final Portal portal;

	private final JdbcClient database;

	@Autowired
	PersonalTokenTests(Portal portal, JdbcClient database) {
		this.portal = portal;
		this.database = database;
	}

	@Test
	void tokenIsShownOnceAndStandsNowhereButAsAHashI9() {
		Browser browser = this.portal.as(DemoPerson.DEVELOPER);

		String token = browser.createToken("backup", "READ");

		assertThat(browser.get("/tokens").body()).contains("backup", token.substring(0, 10)).doesNotContain(token);
		assertThat(everythingInTheDatabase()).isNotEmpty().noneMatch((row) -> row.contains(token.substring(4)));
		assertThat(Browser.bearing(this.portal.address(), token).get(API).statusCode()).isEqualTo(200);
		assertThat(
				this.database.sql("SELECT count(*) FROM personal_token WHERE last_used_at IS NOT NULL AND prefix = ?")
					.param(token.substring(0, 10))
					.query(Integer.class)
					.single())
			.isOne();
	}

	@Test
	void revokedTokenIsRefused() {
		Browser browser = this.portal.as(DemoPerson.DEVELOPER);
		String token = browser.createToken("short-lived", "WRITE");
		String id = this.database.sql("SELECT id::text FROM personal_token WHERE prefix = ?")
			.param(token.substring(0, 10))
			.query(String.class)
			.single();

		assertThat(browser.get("/tokens/" + id + "/revoke").body()).contains("short-lived");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/tokens/" + id + "/revoke").statusCode()).isEqualTo(404);
		assertThat(browser.postFrom("/tokens", "/tokens/" + id + "/revoke", Map.of()).statusCode()).isEqualTo(302);

		HttpResponse<String> answer = Browser.bearing(this.portal.address(), token).get(API);
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer ")
			.contains("error=\"invalid_token\"");
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	@Test
	void expiredTokenIsRefused() {
		String token = this.portal.as(DemoPerson.DEVELOPER).createToken("old", "READ");
		this.database.sql("UPDATE personal_token SET expires_at = created_at WHERE prefix = ?")
			.param(token.substring(0, 10))
			.update();

		assertThat(Browser.bearing(this.portal.address(), token).get(API).statusCode()).isEqualTo(401);
	}

	@Test
	void tokenForReadingChangesNothing() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String reading = admin.createToken("dashboards", "READ");
		String writing = admin.createToken("terraform", "WRITE");

		assertThat(Browser.bearing(this.portal.address(), reading).get("/api/v1/servers").statusCode()).isEqualTo(200);
		assertThat(Browser.bearing(this.portal.address(), reading).json("POST", "/api/v1/servers", "{}").statusCode())
			.isEqualTo(403);
		assertThat(Browser.bearing(this.portal.address(), writing).json("POST", "/api/v1/servers", "{}").statusCode())
			.isEqualTo(422);
	}

	@Test
	void tokenForTheSshConfigReadsThatAndNothingElse() {
		String token = this.portal.as(DemoPerson.ADMIN).createToken("laptop", "SSH_CONFIG");
		Browser program = Browser.bearing(this.portal.address(), token);

		assertThat(program.get("/api/v1/me/ssh-config").statusCode()).isEqualTo(200);
		assertThat(List.of(program.get("/api/v1/me"), program.get(API), program.get("/api/v1/servers"),
				program.get("/api/v1/audit/events"), program.json("POST", "/api/v1/servers", "{}")))
			.allSatisfy((answer) -> {
				assertThat(answer.statusCode()).isEqualTo(403);
				assertThat(answer.body()).contains("The token is for your ssh config only");
				assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope");
			});
		assertThat(program.json("POST", "/api/v1/me/ssh-config", "{}").statusCode()).isBetween(400, 499);
	}

	@Test
	void tokenFallsSilentWhenItsOwnerStaysAwayAndSpeaksAgainAfterTheNextSignIn() {
		Browser browser = this.portal.as(DemoPerson.AUDITOR);
		Browser program = Browser.bearing(this.portal.address(), browser.createToken("weekly report", "READ"));
		assertThat(browser.get("/tokens").body()).contains("Without another one they stop working")
			.doesNotContain("stop working soon");

		lastSignedIn(DemoPerson.AUDITOR, "29 days 23 hours");
		assertThat(program.get(API).statusCode()).isEqualTo(200);
		assertThat(browser.get("/tokens").body()).contains("stop working soon");

		lastSignedIn(DemoPerson.AUDITOR, "30 days 1 second");
		HttpResponse<String> answer = program.get(API);
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token")
			.contains("silent until its owner signs in");
		assertThat(answer.body()).contains("has not signed in to Postern for too long");

		this.portal.as(DemoPerson.AUDITOR);
		assertThat(program.get(API).statusCode()).isEqualTo(200);
	}

	private void lastSignedIn(DemoPerson person, String ago) {
		this.database.sql("UPDATE person SET last_login_at = now() - ?::interval WHERE email = ?")
			.params(ago, person.email())
			.update();
	}

	@Test
	void tokenForReadingSaysWhyItChangesNothing() {
		String token = this.portal.as(DemoPerson.ADMIN).createToken("graphs", "READ");

		assertThat(Browser.bearing(this.portal.address(), token).json("POST", "/api/v1/servers", "{}").body()).contains(
				"The token does not allow this", "The token is for reading only",
				"Make a personal token that may read and change");
	}

	@Test
	void tokenOfADeveloperDoesNoMoreThanADeveloper() {
		String token = this.portal.as(DemoPerson.DEVELOPER).createToken("hopeful", "WRITE");

		HttpResponse<String> refused = Browser.bearing(this.portal.address(), token).get("/api/v1/servers");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("Your roles do not include this page or action.").doesNotContain("form");
	}

	@ParameterizedTest
	@CsvSource({ "'', 30, name", "'   ', 30, name", "fine, 0, days", "fine, 100000, days", "fine, -1, days",
			"fine, abc, days" })
	void badFormIsShownAgainWithWhatIsWrongI15(String name, String days, String field) {
		Browser browser = this.portal.as(DemoPerson.AUDITOR);

		HttpResponse<String> page = browser.postFrom("/tokens", "/tokens",
				Map.of("name", name, "days", days, "scope", "READ"));

		assertThat(page.statusCode()).isEqualTo(422);
		assertThat(page.body()).contains("id=\"" + field + "-errors\"").doesNotContain("NumberFormatException");
		assertThat(TOKEN.matcher(page.body()).find()).isFalse();
	}

	@Test
	void madeUpTokensAndNoTokenAreRefused() {
		assertThat(List.of("pst_", "pst_" + "A".repeat(43), "nonsense", "a.b.c")).allSatisfy(
				(token) -> assertThat(Browser.bearing(this.portal.address(), token).get(API).statusCode()).as(token)
					.isEqualTo(401));
		assertThat(this.portal.anonymous().get(API).statusCode()).isEqualTo(401);
		assertThat(this.portal.anonymous().get(API + "?access_token=pst_" + "A".repeat(43)).statusCode())
			.isEqualTo(401);
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

}
