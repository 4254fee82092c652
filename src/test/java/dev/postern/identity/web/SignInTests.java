package dev.postern.identity.web;

import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.serializer.DefaultSerializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@ExtendWith(OutputCaptureExtension.class)
class SignInTests {

	private final Portal portal;

	private final JdbcClient database;

	private final SessionRepository<?> sessions;

	@Autowired
	SignInTests(Portal portal, JdbcClient database, SessionRepository<?> sessions) {
		this.portal = portal;
		this.database = database;
		this.sessions = sessions;
	}

	@ParameterizedTest
	@CsvSource({ "admin@example.com, ADMIN, /", "auditor@example.com, AUDITOR, /",
			"dev@example.com, DEVELOPER, /connect" })
	void eachOfTheThreeSignsInWithTheRoleOfTheSettings(String email, String role, String home) {
		Browser browser = this.portal.anonymous();

		HttpResponse<String> page = browser.signIn(person(email));

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.uri().getPath()).isEqualTo(home);
		assertThat(page.body()).contains(person(email).name());
		assertThat(this.database.sql("SELECT array_to_string(roles, ' ') FROM person WHERE email = ?")
			.param(email)
			.query(String.class)
			.single()).isEqualTo(role);
	}

	@Test
	void personComesBackToThePageThatWasWanted() {
		Browser browser = this.portal.anonymous();

		assertThat(location(browser.get("/people?q=ada"))).endsWith("/login");
		HttpResponse<String> page = browser.signIn(DemoPerson.ADMIN);

		assertThat(page.uri().getPath()).isEqualTo("/people");
		assertThat(page.uri().getQuery()).isEqualTo("q=ada");
	}

	@Test
	void panelThatHtmxAsksForIsNotWhereOneComesBackTo() {
		Browser browser = this.portal.anonymous();

		HttpResponse<String> panel = browser.get("/people", "HX-Request", "true");

		assertThat(panel.statusCode()).isEqualTo(401);
		assertThat(panel.headers().firstValue("HX-Redirect")).hasValue("/login");
		assertThat(browser.signIn(DemoPerson.ADMIN).uri().getPath()).isEqualTo("/");
	}

	@Test
	void loginAsksTheProviderWithPkceAndState() {
		String question = location(this.portal.anonymous().get("/oauth2/authorization/demo"));

		assertThat(question).startsWith(DemoIdentityProvider.shared().issuer() + "/oauth2/authorize")
			.contains("response_type=code", "code_challenge_method=S256", "code_challenge=", "state=", "nonce=");
	}

	@Test
	void signInGivesTheSessionANewName() {
		Browser browser = this.portal.anonymous();
		browser.get("/oauth2/authorization/demo");
		String before = browser.cookie("POSTERN_SESSION").orElseThrow().getValue();

		browser.signIn(DemoPerson.DEVELOPER);

		assertThat(browser.cookie("POSTERN_SESSION").orElseThrow().getValue()).isNotEqualTo(before);
	}

	@Test
	void signOutEndsTheSessionHereAndAtTheProvider() {
		Browser browser = this.portal.as(DemoPerson.ADMIN);
		String token = Browser.csrf(browser.get("/")).orElseThrow();

		HttpResponse<String> answer = browser.post("/logout", Map.of("_csrf", token));

		assertThat(location(answer))
			.startsWith(
					DemoIdentityProvider.shared().issuer() + "/connect/logout?client_id=postern-portal&logout_hint=")
			.doesNotContain("id_token_hint");
		HttpResponse<String> last = browser.follow(location(answer));
		assertThat(last.uri().toString()).isEqualTo(this.portal.address() + "/login");
		assertThat(location(browser.get("/"))).endsWith("/login");
		assertThat(browser.follow("/oauth2/authorization/demo").uri().getPath()).isEqualTo("/sign-in");
	}

	@Test
	void unverifiedAddressIsRefusedWithReason() {
		DemoPerson stranger = new DemoPerson("unverified@example.com", "Uma", List.of(), false);
		DemoIdentityProvider.shared().add(stranger);

		HttpResponse<String> page = this.portal.anonymous().signIn(stranger);

		assertThat(page.uri().getPath()).isEqualTo("/login");
		assertThat(page.body()).contains("is not verified");
		assertThat(this.database.sql("SELECT count(*) FROM person WHERE email = ?")
			.param(stranger.email())
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void firstLoginIsRecordedOnceAndTheNameIsKeptUpToDateI10() {
		DemoPerson newcomer = new DemoPerson("newcomer@example.com", "Nora", List.of("blue"), true);
		DemoIdentityProvider.shared().add(newcomer);

		this.portal.as(newcomer);
		DemoIdentityProvider.shared().add(new DemoPerson(newcomer.email(), "Nora Newname", List.of("green"), true));
		this.portal.as(newcomer);

		assertThat(recorded(newcomer)).containsExactly("person.joined", "person.signed-in", "person.signed-in");
		assertThat(this.database.sql("SELECT name || ' ' || array_to_string(groups, ' ') FROM person WHERE email = ?")
			.param(newcomer.email())
			.query(String.class)
			.single()).isEqualTo("Nora Newname green");
	}

	@Test
	void brokenAnswerOfTheProviderLeadsToTheSignInPageAndSaysSo() {
		HttpResponse<String> page = this.portal.anonymous()
			.follow("/login/oauth2/code/demo?code=made-up&state=made-up");

		assertThat(page.uri().getPath()).isEqualTo("/login");
		assertThat(page.body()).contains("did not work");
	}

	@Test
	void onlyASessionWithSomebodyInItLastsADay() {
		Browser browser = this.portal.anonymous();
		browser.get("/oauth2/authorization/demo");
		assertThat(idleMinutes(browser)).isEqualTo(10);

		browser.signIn(DemoPerson.ADMIN);

		assertThat(idleMinutes(browser)).isEqualTo(8 * 60);
	}

	/** The second is how a session looks whose principal is of a class that is gone. */
	@ParameterizedTest
	@ValueSource(strings = { "'nonsense'", """
			decode(replace(encode(attribute_bytes, 'hex'), encode('PortalUser', 'hex'), encode('PortalGone', 'hex')),
			  'hex')""" })
	void sessionThatCannotBeReadAsksToSignInAgain(String bytes) {
		Browser browser = this.portal.as(DemoPerson.ADMIN);
		assertThat(this.database.sql("""
				UPDATE spring_session_attributes SET attribute_bytes = %1$s
				WHERE attribute_bytes IS DISTINCT FROM %1$s AND session_primary_id =
				(SELECT primary_id FROM spring_session WHERE session_id = ?)""".formatted(bytes))
			.param(sessionId(browser))
			.update()).isPositive();

		assertThat(location(browser.get("/people"))).endsWith("/login");
		assertThat(browser.signIn(DemoPerson.ADMIN).statusCode()).isEqualTo(200);
	}

	/** Unfiltered, whoever writes to the table would choose what is run to read it. */
	@Test
	void sessionThatHoldsWhatNoSignInLeavesCountsAsNone(CapturedOutput output) throws IOException {
		Browser browser = this.portal.as(DemoPerson.AUDITOR);
		String session = sessionId(browser);
		SecurityContext context = Objects.requireNonNull(this.sessions.findById(session))
			.getRequiredAttribute("SPRING_SECURITY_CONTEXT");
		((AbstractAuthenticationToken) Objects.requireNonNull(context.getAuthentication())).setDetails(new File("/"));
		this.database
			.sql("""
					UPDATE spring_session_attributes SET attribute_bytes = ? WHERE attribute_name = 'SPRING_SECURITY_CONTEXT'
					AND session_primary_id = (SELECT primary_id FROM spring_session WHERE session_id = ?)""")
			.param(new DefaultSerializer().serializeToByteArray(context))
			.param(session)
			.update();
		int before = output.getAll().length();

		assertThat(location(browser.get("/tokens"))).endsWith("/login");

		assertThat(output.getAll().substring(before)).contains("Dropped a part of a session that can't be read")
			.doesNotContain("\tat ");
		String person = this.database.sql("SELECT id::text FROM person WHERE email = ?")
			.param(DemoPerson.AUDITOR.email())
			.query(String.class)
			.single();
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/people/" + person).statusCode()).isEqualTo(200);
		assertThat(browser.signIn(DemoPerson.AUDITOR).statusCode()).isEqualTo(200);
	}

	private int idleMinutes(Browser browser) {
		return this.database.sql("SELECT max_inactive_interval / 60 FROM spring_session WHERE session_id = ?")
			.param(sessionId(browser))
			.query(Integer.class)
			.single();
	}

	private static String sessionId(Browser browser) {
		String cookie = browser.cookie("POSTERN_SESSION").orElseThrow().getValue();
		return new String(Base64.getDecoder().decode(cookie), StandardCharsets.UTF_8);
	}

	@Test
	void sessionKeepsNoAccessTokenOfTheProviderI9() {
		Browser browser = this.portal.as(DemoPerson.AUDITOR);

		assertThat(browser.get("/").statusCode()).isEqualTo(200);
		assertThat(this.database.sql("SELECT attribute_name FROM spring_session_attributes").query(String.class).list())
			.isNotEmpty()
			.noneMatch((name) -> name.contains("AUTHORIZED_CLIENT"));
	}

	private static String location(HttpResponse<String> answer) {
		return URLDecoder.decode(answer.headers().firstValue("Location").orElse(""), StandardCharsets.UTF_8);
	}

	private List<@Nullable String> recorded(DemoPerson person) {
		return this.database.sql("SELECT action FROM audit_event WHERE subject_name = ? ORDER BY id")
			.param(person.email())
			.query(String.class)
			.list();
	}

	private static DemoPerson person(String email) {
		return DemoPerson.ALL.stream().filter((person) -> person.email().equals(email)).findFirst().orElseThrow();
	}

}
