package dev.postern;

import java.net.http.HttpResponse;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What pages and programs see of rows that Postern did not write. */
@PosternTest
@ExtendWith(OutputCaptureExtension.class)
class TamperedRowsTests {

	private static final String AS_SUPERUSER = "BEGIN; SET LOCAL session_replication_role = replica; %s; COMMIT";

	private final Portal portal;

	private final JdbcClient jdbc;

	@Autowired
	TamperedRowsTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
	}

	@Test
	void roleThatNobodyKnowsIsNone() {
		String token = this.portal.as(DemoPerson.DEVELOPER).createToken("tampered", "READ");
		this.jdbc.sql("UPDATE person SET roles = '{ROOT,DEVELOPER}' WHERE email = 'dev@example.com'").update();

		assertThat(this.portal.as(DemoPerson.ADMIN).get("/people").statusCode()).isEqualTo(200);
		Browser program = Browser.bearing(this.portal.address(), token);
		assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(200);
		assertThat(program.get("/api/v1/servers").statusCode()).isEqualTo(403);
	}

	@Test
	void addressThatIsNoneIsNoFaultOfPostern() {
		this.portal.as(DemoPerson.AUDITOR);
		this.jdbc.sql("UPDATE person SET email = 'none' WHERE email = 'auditor@example.com'").update();
		try {
			assertThat(this.portal.as(DemoPerson.ADMIN).get("/people").statusCode()).isIn(200, 503);
			assertThat(this.portal.api(DemoPerson.ADMIN)
				.get("/api/v1/people/reachability?email=dev@example.com")
				.statusCode()).isIn(200, 503);
		}
		finally {
			this.jdbc.sql("UPDATE person SET email = 'auditor@example.com' WHERE email = 'none'").update();
		}
	}

	@Test
	void listOfConflictsGoesOnWithoutTheRowThatCannotBeRead(CapturedOutput output) {
		for (String email : new String[] { "none", "admin@example.com" }) {
			this.jdbc
				.sql("""
						INSERT INTO person_conflict (id, issuer, subject, email, name, first_seen_at, last_seen_at, seen_count)
						VALUES (gen_random_uuid(), 'https://id.example', :email, :email, 'Mallory', now(), now(), 1)""")
				.param("email", email)
				.update();
		}
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		assertThat(admin.get("/people").body()).contains("Mallory");
		assertThat(admin.get("/people").statusCode()).isEqualTo(200);
		assertThat(output.toString().split("Left out a row that Postern did not write table=person_conflict", -1))
			.hasSize(2);
	}

	@Test
	void auditGoesOnWithoutTheRowThatCannotBeRead_I10() {
		HttpResponse<String> signedIn = this.portal.as(DemoPerson.AUDITOR).get("/audit");
		assertThat(signedIn.statusCode()).isEqualTo(200);
		this.portal.as(DemoPerson.ADMIN);
		this.portal.as(DemoPerson.DEVELOPER);
		this.jdbc.sql(AS_SUPERUSER.formatted("ALTER TABLE audit_event DROP CONSTRAINT audit_event_actor_kind_ck; "
				+ "UPDATE audit_event SET actor_kind = 'GHOST' WHERE id IN "
				+ "(SELECT event_id FROM audit_link ORDER BY seq DESC OFFSET 1 LIMIT 2)"))
			.update();
		try {
			Browser api = this.portal.api(DemoPerson.AUDITOR);
			JsonNode newest = json(api.get("/api/v1/audit/events?size=1"));
			JsonNode older = json(api.get("/api/v1/audit/events?size=1&cursor=" + newest.get("next").asString()));

			assertThat(older.get("items").size()).isEqualTo(1);
			assertThat(older.get("items").get(0).get("seq").asLong())
				.isLessThan(newest.get("items").get(0).get("seq").asLong() - 2);
			assertThat(this.portal.as(DemoPerson.AUDITOR).get("/audit").statusCode()).isEqualTo(200);
			assertThat(this.portal.as(DemoPerson.AUDITOR).get("/audit/events.csv").body()).doesNotContain("GHOST")
				.contains("\"1\"");
			assertThat(json(api.get("/api/v1/audit/verification")).toString()).doesNotContain("\"intact\":true");
		}
		finally {
			this.jdbc.sql(AS_SUPERUSER.formatted("UPDATE audit_event SET actor_kind = 'PERSON' "
					+ "WHERE actor_kind = 'GHOST'; ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor_kind_ck "
					+ "CHECK (actor_kind IN ('PERSON', 'POSTERN'))"))
				.update();
		}
	}

	private static JsonNode json(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
