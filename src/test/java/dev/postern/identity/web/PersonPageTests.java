package dev.postern.identity.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class PersonPageTests {

	private static final Pattern END = Pattern.compile("/people/[^/\"]+/sessions/[0-9a-f-]{36}/end");

	private static final Pattern REVOKE = Pattern.compile("/people/[^/\"]+/tokens/[0-9a-f-]{36}/revoke");

	private final Portal portal;

	private final JdbcClient database;

	@Autowired
	PersonPageTests(Portal portal, JdbcClient database) {
		this.portal = portal;
		this.database = database;
	}

	@Test
	void administratorSeesSessionsAndEndsThem_I10() {
		DemoPerson person = person("roamer@example.com");
		Browser laptop = this.portal.as(person);
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String page = "/people/" + idOf(person);
		assertThat(admin.get("/people?q=roamer").body()).contains("href=\"" + page + "\"");

		String shown = admin.get(page).body();
		String end = found(END, shown);
		assertThat(shown).contains("Roamer", "Signed in", "from 127.0.0.1", "last used")
			.doesNotContain(sessionId(person));
		assertThat(admin.get(end).body()).contains("End a session of Roamer");
		assertThat(laptop.get("/tokens").statusCode()).isEqualTo(200);
		assertThat(admin.postFrom(page, end, Map.of()).statusCode()).isEqualTo(302);

		assertThat(laptop.get("/tokens").statusCode()).isEqualTo(302);
		assertThat(admin.postFrom(page, end, Map.of()).statusCode()).isEqualTo(404);
		assertThat(admin.get(page).body()).contains("Signed in with no browser at present");

		List<Browser> several = List.of(this.portal.as(person), this.portal.as(person));
		assertThat(admin.get(page + "/sessions/end").body()).contains("End all sessions of Roamer");
		admin.postFrom(page, page + "/sessions/end", Map.of());
		assertThat(several).allSatisfy((browser) -> assertThat(browser.get("/tokens").statusCode()).isEqualTo(302));
		assertThat(recorded(person)).containsExactly("person.joined", "person.signed-in", "session.ended",
				"person.signed-in", "person.signed-in", "person.sessions-ended");
	}

	@Test
	void auditorsSeeWhomTheyCannotChange() {
		DemoPerson person = person("watched@example.com");
		this.portal.as(person).createToken("night job", "READ");
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		String page = "/people/" + idOf(person);

		assertThat(auditor.get("/people?q=watched").body()).contains("href=\"" + page + "\"").doesNotContain("/lock");
		assertThat(auditor.get(page).body())
			.contains("night job", "from 127.0.0.1", "/people/reachability?email=watched@example.com",
					"/history?person=watched@example.com", "/audit?actor=watched@example.com")
			.doesNotContain("/revoke", "/end\"", "/lock");
		assertThat(auditor.post(page + "/sessions/end", Map.of()).statusCode()).isEqualTo(403);
		assertThat(auditor.get(page + "/lock").statusCode()).isEqualTo(403);
		assertThat(this.portal.as(person).get(page).statusCode()).isEqualTo(403);
	}

	@Test
	void nobodyIsOfferedToLockThemselves() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		DemoPerson other = person("somebody-else@example.com");
		this.portal.as(other);

		assertThat(admin.get("/people/" + idOf(DemoPerson.ADMIN)).body()).doesNotContain("/lock\"");
		assertThat(admin.get("/people/" + idOf(other)).body()).contains("/lock\"");
	}

	@Test
	void administratorSeesTokensAndRevokesThem_I10() {
		DemoPerson person = person("maker@example.com");
		Browser owner = this.portal.as(person);
		String token = owner.createToken("night job", "SSH_CONFIG");
		Browser program = Browser.bearing(this.portal.address(), token);
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String page = "/people/" + idOf(person);

		String shown = admin.get(page).body();
		String revoke = found(REVOKE, shown);
		assertThat(shown).contains("night job", token.substring(0, 10), "read the ssh config only", "never used",
				"works until", "The tokens stop working at the time below");
		assertThat(admin.get(revoke).body()).contains("Revoke the token &quot;night job&quot; of Maker");
		assertThat(program.get("/api/v1/me/ssh-config").statusCode()).isEqualTo(200);
		assertThat(admin.postFrom(page, revoke, Map.of()).statusCode()).isEqualTo(302);

		assertThat(program.get("/api/v1/me/ssh-config").statusCode()).isEqualTo(401);
		assertThat(admin.get(page).body()).contains("No token that works").doesNotContain("night job");
		assertThat(this.database.sql("""
				SELECT actor_name || ' ' || (before->>'owner') FROM audit_event
				WHERE action = 'token.revoked' AND subject_name = 'night job'""").query(String.class).single())
			.isEqualTo("admin@example.com maker@example.com");
	}

	@Test
	void sessionsAndTokensAreThoseOfThePersonOfThePage() {
		DemoPerson person = person("owner@example.com");
		this.portal.as(person);
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String end = found(END, admin.get("/people/" + idOf(person)).body());
		String elsewhere = end.replace(idOf(person), idOf(DemoPerson.ADMIN));

		assertThat(admin.get(elsewhere).statusCode()).isEqualTo(404);
		assertThat(admin.postFrom("/people", elsewhere, Map.of()).statusCode()).isEqualTo(404);
		assertThat(admin.get("/people/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
		assertThat(admin.get("/people/nonsense").statusCode()).isEqualTo(400);
	}

	@Test
	void listOfSessionsIsBounded() {
		DemoPerson person = person("busy@example.com");
		this.portal.as(person);
		this.database.sql("""
				INSERT INTO spring_session (primary_id, session_id, creation_time, last_access_time,
				  max_inactive_interval, expiry_time, principal_name)
				SELECT gen_random_uuid(), gen_random_uuid(), creation_time, last_access_time - n, max_inactive_interval,
				  expiry_time, principal_name
				FROM spring_session, generate_series(1, 100) n WHERE principal_name = ?""")
			.param(idOf(person))
			.update();

		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).get("/people/" + idOf(person));

		assertThat(END.matcher(page.body()).results()).hasSize(50);
		assertThat(page.body()).contains("Only the 50 that were used last are shown");
	}

	private static String found(Pattern pattern, String page) {
		Matcher matcher = pattern.matcher(page);
		assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
		return matcher.group();
	}

	private static DemoPerson person(String email) {
		String name = Character.toUpperCase(email.charAt(0)) + email.substring(1, email.indexOf('@'));
		DemoPerson person = new DemoPerson(email, name, List.of(), true);
		DemoIdentityProvider.shared().add(person);
		return person;
	}

	private String sessionId(DemoPerson person) {
		return this.database.sql("SELECT session_id FROM spring_session WHERE principal_name = ?")
			.param(idOf(person))
			.query(String.class)
			.single();
	}

	private List<String> recorded(DemoPerson person) {
		return this.database.sql("SELECT action FROM audit_event WHERE subject_name = ? ORDER BY id")
			.param(person.email())
			.query((row, number) -> row.getString("action"))
			.list();
	}

	private String idOf(DemoPerson person) {
		return this.database.sql("SELECT id::text FROM person WHERE email = ?")
			.param(person.email())
			.query(String.class)
			.single();
	}

}
