package dev.postern.grants.web;

import java.net.http.HttpResponse;
import java.util.UUID;

import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Grants by the API: asked for, decided, extended and ended. */
@PosternTest
class GrantsApiTests {

	private static final String GRANTS = "/api/v1/grants";

	private final Browser admin;

	private final Browser developer;

	private final Browser auditor;

	private final ReachabilityData data;

	private ServerId server = new ServerId(new UUID(0, 0));

	@Autowired
	GrantsApiTests(Portal portal, JdbcClient jdbc) {
		this.admin = portal.api(DemoPerson.ADMIN);
		this.developer = portal.api(DemoPerson.DEVELOPER);
		this.auditor = portal.api(DemoPerson.AUDITOR);
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void begin() {
		this.data.clear();
		this.server = this.data.server("db1",
				ReachabilityData.policy("Ada", "allow", "{'email':{'email':'ada@example.com'}}", "", ""));
		this.admin.get("/api/v1/me");
		this.developer.get("/api/v1/me");
	}

	private void open(String more) {
		HttpResponse<String> set = this.admin.json("PUT", "/api/v1/servers/" + this.server + "/grant-terms",
				"{\"askers\": [\"group:orders-team\"], \"approvers\": [\"administrators\"]%s}".formatted(more));
		assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
	}

	private HttpResponse<String> ask(String duration, String... headers) {
		return this.developer.json("POST", GRANTS,
				"{\"serverId\": \"%s\", \"reason\": \"the disk is full\", \"duration\": \"%s\"}".formatted(this.server,
						duration),
				headers);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	@Test
	void askedApprovedExtendedAndEnded() {
		open("");
		HttpResponse<String> asked = ask("2h", "Idempotency-Key", "k1");
		assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
		String id = json(asked).path("id").asString();
		assertThat(asked.headers().firstValue("Location")).hasValue(GRANTS + "/" + id);
		assertThat(json(asked).path("state").asString()).isEqualTo("ASKED");
		assertThat(json(ask("2h", "Idempotency-Key", "k1")).path("id").asString()).isEqualTo(id);
		assertThat(ask("3h", "Idempotency-Key", "k1").statusCode()).isEqualTo(422);

		String decision = GRANTS + "/" + id + "/decision";
		assertThat(this.developer.json("PUT", decision, "{\"approve\": true}").statusCode()).isEqualTo(409);
		assertThat(this.admin.json("PUT", decision, "{}").statusCode()).isEqualTo(422);
		HttpResponse<String> approved = this.admin.json("PUT", decision, "{\"approve\": true, \"note\": \"go\"}");
		assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
		assertThat(json(approved).path("state").asString()).isEqualTo("ACTIVE");
		assertThat(json(approved).path("standing").path("newLoginsWhileEveryInstanceIsDown").asBoolean()).isTrue();
		assertThat(json(approved).path("standing").path("loginLasts").asString()).isEqualTo("59m");
		assertThat(this.admin.json("PUT", decision, "{\"approve\": true}").statusCode()).isEqualTo(409);

		HttpResponse<String> more = this.developer.json("POST", GRANTS + "/" + id + "/extension",
				"{\"duration\": \"1h\"}");
		assertThat(more.statusCode()).as(more.body()).isEqualTo(201);
		assertThat(json(more).path("extensionOf").asString()).isEqualTo(id);
		assertThat(json(this.developer.send("DELETE", GRANTS + "/" + id)).path("state").asString()).isEqualTo("ENDED");
		assertThat(this.developer.send("DELETE", GRANTS + "/" + id).statusCode()).isEqualTo(409);

		assertThat(json(this.auditor.get(GRANTS + "?state=ENDED")).path("items")).hasSize(1);
		assertThat(json(this.admin.get(GRANTS + "/" + id)).path("closure").asString()).isEqualTo("BY_PERSON");
	}

	@Test
	void nothingIsToldToWhoeverMayNotAskI13() {
		open("");
		String body = "{\"serverId\": \"%s\", \"reason\": \"x\", \"duration\": \"1h\"}".formatted(this.server);

		assertThat(this.auditor.json("POST", GRANTS, body).statusCode()).isEqualTo(404);
		String id = json(ask("1h")).path("id").asString();
		assertThat(this.auditor.get(GRANTS + "/" + id).statusCode()).isEqualTo(200);
		assertThat(this.auditor.json("PUT", GRANTS + "/" + id + "/decision", "{\"approve\": true}").statusCode())
			.isEqualTo(403);
		assertThat(this.auditor.send("DELETE", GRANTS + "/" + id).statusCode()).isEqualTo(403);
	}

	@Test
	void whatNeedsNobodyRunsAtOnce() {
		open(", \"automatic\": [\"email:dev@example.com\"], \"automaticUpTo\": \"1h\"");

		assertThat(json(ask("1h")).path("state").asString()).isEqualTo("ACTIVE");
	}

	@Test
	void termsAreLookedOverI15() {
		HttpResponse<String> wrong = this.admin.json("PUT", "/api/v1/servers/" + this.server + "/grant-terms", """
				{"askers": ["everyone"], "approvals": 3, "longest": "90d", "ticketPattern": "OPS-[0-9"}""");

		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(wrong.body()).contains("askers", "approvals", "longest", "ticketPattern");
		open(", \"ticketPattern\": \"OPS-[0-9]+\"");
		assertThat(ask("1h").body()).contains("ticket");
		HttpResponse<String> stale = this.admin.json("PUT", "/api/v1/servers/" + this.server + "/grant-terms",
				"{\"askers\": []}");
		assertThat(stale.statusCode()).isEqualTo(409);
	}

}
