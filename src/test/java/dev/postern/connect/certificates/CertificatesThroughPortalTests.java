package dev.postern.connect.certificates;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Phase;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.servers.hostkeys.HostKey;
import dev.postern.servers.hostkeys.TestKeys;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Authorities of servers, from the portal’s pages and API to Cloudflare and back. */
@ReconcileTest
class CertificatesThroughPortalTests {

	private final ReconcileFixture site;

	private final FakeCloudflare cloudflare;

	private final Servers servers;

	private final Portal portal;

	private final JdbcClient jdbc;

	@Autowired
	CertificatesThroughPortalTests(ReconcileFixture site, FakeCloudflare cloudflare, Servers servers, Portal portal,
			JdbcClient jdbc) {
		this.site = site;
		this.cloudflare = cloudflare;
		this.servers = servers;
		this.portal = portal;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void forget() {
		this.cloudflare.journal().clear();
	}

	@Test
	void makesTheAuthorityOnceAndTellsIt_I10() {
		Server server = registered();
		assertThat(state(server)).isEqualTo("NONE");

		JsonNode made = answer(200, post(server));

		assertThat(made.path("state").asString()).isEqualTo("STANDS");
		assertThat(made.path("authority").path("found").asBoolean()).isFalse();
		assertThat(made.path("authority").path("by").asString()).isEqualTo(DemoPerson.ADMIN.email());
		assertThat(HostKey.ofPublicKey(made.path("authority").path("publicKey").asString()))
			.isEqualTo(HostKey.ofPublicKey(keyAtCloudflare(server)));
		assertThat(made.path("people").valueStream().map(JsonNode::asString)).containsExactly("dev");
		assertThat(made.path("loginUser").asString()).isEqualTo("myuser");
		assertThat(audited(server)).containsExactly("server.ca_requested", "server.ca_created");

		assertThat(answer(200, post(server)).path("authority")).isEqualTo(made.path("authority"));
		assertThat(this.cloudflare.journal().count(Calls.CREATE_AUTHORITY)).isEqualTo(1);
		assertThat(audited(server)).hasSize(2);
	}

	@Test
	void takesTheOneThatIsThereAndSaysSo_I2() {
		Server server = registered();
		this.cloudflare.asSomebodyElse().call("POST", path(server), null);

		JsonNode found = answer(200, post(server));

		assertThat(found.path("authority").path("found").asBoolean()).isTrue();
		assertThat(this.cloudflare.journal().count(Calls.CREATE_AUTHORITY)).isZero();
		assertThat(audited(server)).containsExactly("server.ca_found");
		assertThat(this.portal.as(DemoPerson.ADMIN).get(page(server)).body()).contains("there before Postern asked");
	}

	@Test
	void lostAnswerIsLookedUpAndMakesNoTwin_I4() {
		Server server = registered();
		Fault lost = this.cloudflare.faults().on(Calls.CREATE_AUTHORITY).cutAfterCommit();

		JsonNode made = answer(200, post(server));

		assertThat(lost.fired()).isTrue();
		assertThat(made.path("state").asString()).isEqualTo("STANDS");
		assertThat(made.path("authority").path("found").asBoolean()).isFalse();
		assertThat(this.cloudflare.journal().count(Calls.CREATE_AUTHORITY)).isEqualTo(1);
	}

	@Test
	void whereNothingCanBeLookedUpTheClaimStaysAndTheNextLookSettlesIt_I4_I5() {
		Server server = registered();
		Fault lost = this.cloudflare.faults().on(Calls.CREATE_AUTHORITY).cutAfterCommit();
		this.cloudflare.faults()
			.beforeNext(Calls.CREATE_AUTHORITY,
					() -> this.cloudflare.faults().on(Calls.GET_AUTHORITY).always().status(503));

		JsonNode asked = answer(202, post(server));

		assertThat(lost.fired()).isTrue();
		assertThat(asked.path("state").asString()).isEqualTo("ASKED");
		assertThat(asked.path("authority").path("publicKey").isNull()).isTrue();
		assertThat(this.portal.as(DemoPerson.ADMIN).get(page(server)).body())
			.contains("Authority asked for, not answered", "Look again");
		assertThat(post(server).statusCode()).as("Cloudflare is still away").isEqualTo(503);
		this.cloudflare.faults().clear();

		JsonNode made = answer(200, post(server));

		assertThat(made.path("state").asString()).isEqualTo("STANDS");
		assertThat(made.path("authority").path("found").asBoolean()).isFalse();
		assertThat(this.cloudflare.journal().count(Calls.CREATE_AUTHORITY)).isEqualTo(1);
	}

	@Test
	void requestThatNeverArrivedIsMadeAgainAfterALook_I4() {
		Server server = registered();
		this.cloudflare.faults().on(Calls.CREATE_AUTHORITY).cutBeforeCommit();
		assertThat(answer(202, post(server)).path("state").asString()).isEqualTo("ASKED");

		assertThat(answer(200, post(server)).path("state").asString()).isEqualTo("STANDS");

		assertThat(authorities(server)).isEqualTo(1);
	}

	@Test
	void somebodyWhoIsQuickerIsTaken() {
		Server server = registered();
		this.cloudflare.faults()
			.beforeNext(Calls.CREATE_AUTHORITY,
					() -> this.cloudflare.asSomebodyElse().call("POST", path(server), null));

		assertThat(answer(200, post(server)).path("authority").path("found").asBoolean()).isTrue();
		assertThat(audited(server)).containsExactly("server.ca_requested", "server.ca_found");
	}

	@Test
	void refusalIsToldAndNothingIsKept_I15() {
		Server server = registered();
		this.cloudflare.faults().on(Calls.CREATE_AUTHORITY).refused(12130, "access.api.error.invalid_request: no");

		HttpResponse<String> refused = post(server);

		assertThat(refused.statusCode()).isEqualTo(502);
		assertThat(refused.body()).contains("12130");
		assertThat(state(server)).isEqualTo("NONE");
		assertThat(audited(server)).containsExactly("server.ca_requested", "server.ca_not_created");
		this.cloudflare.faults().clear();
		this.cloudflare.faults().on(Calls.CREATE_AUTHORITY).forbidden();
		assertThat(post(server).statusCode()).isEqualTo(502);
		assertThat(state(server)).isEqualTo("NONE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ssh-dss AAAAB3NzaC1kc3MAAACBAP", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256 AAAA",
			TestKeys.ONE + "\n" + TestKeys.TWO })
	void keyThatSshWouldNotTakeIsNoAnswer_I3(String key) {
		Server server = registered();
		answer(200, post(server));
		String before = answer(200, get(server)).path("authority").toString();
		this.cloudflare.faults().on(Calls.GET_AUTHORITY).always().answers((body) -> {
			((ObjectNode) body.path("result")).put("public_key", key);
			return body;
		});

		assertThat(post(server).statusCode()).isEqualTo(503);
		assertThat(answer(200, get(server)).path("authority").toString()).isEqualTo(before);
	}

	@Test
	void oddAnswersAreTakenForWhatTheyAre_I3() {
		Server server = registered();
		this.cloudflare.behaviour().nullForNoAuthority(true);
		String key = answer(200, post(server)).path("authority").path("publicKey").asString();

		this.cloudflare.faults().on(Calls.GET_AUTHORITY).times(1).answers((body) -> {
			((ObjectNode) body.path("result")).put("public_key", "  " + key.replace(" ", "\t ") + " somebody else  \n");
			return body;
		});
		assertThat(answer(200, post(server)).path("authority").path("publicKey").asString()).isEqualTo(key);
		assertThat(audited(server)).as("the same key is no change").hasSize(2);

		this.cloudflare.faults().on(Calls.GET_AUTHORITY).times(1).answers((body) -> {
			((ObjectNode) body.path("result")).remove("public_key");
			return body;
		});
		assertThat(post(server).statusCode()).isEqualTo(503);
		assertThat(state(server)).isEqualTo("STANDS");
		this.cloudflare.behaviour().nullForNoAuthority(false);
	}

	@Test
	void applicationThatWasMadeAnewLeavesAnOutdatedAuthorityThatIsTold() {
		Server server = registered();
		String before = answer(200, post(server)).path("authority").path("publicKey").asString();
		assertThat(config()).contains("Match originalhost " + server.spec().name() + " host ");

		ServerDraft plain = this.site.draft(server.spec().hostname().value());
		this.site.edit(server, new ServerDraft(plain.name(), plain.hostname(), plain.tunnelId(), plain.service(),
				plain.loginUser(), "self_hosted", plain.sessionDuration(), false, "", plain.policies()));
		this.site.ready(server.id());

		assertThat(state(server)).isEqualTo("STALE");
		assertThat(this.portal.as(DemoPerson.ADMIN).get(page(server)).body()).contains("Authority outdated",
				"run the script on the server again", "Make it anew");
		assertThat(config()).doesNotContain("Match originalhost " + server.spec().name() + " host ");
		assertThat(this.portal.api(DemoPerson.ADMIN).get(api(server) + "/script").statusCode()).isEqualTo(422);

		JsonNode again = answer(200, post(server));
		assertThat(again.path("state").asString()).isEqualTo("STANDS");
		assertThat(again.path("authority").path("publicKey").asString()).isNotEqualTo(before);
	}

	@ParameterizedTest
	@EnumSource(value = Phase.class, names = { "READY", "REMOVING" }, mode = EnumSource.Mode.EXCLUDE)
	void serverThatIsNotReadyIsRefusedWithWhatToDo_I15(Phase phase) {
		Server server = registered();
		this.jdbc.sql("UPDATE server SET phase = :phase WHERE id = :id")
			.param("phase", phase.name())
			.param("id", server.id().value())
			.update();

		HttpResponse<String> refused = post(server);

		assertThat(refused.statusCode()).isEqualTo(422);
		JsonNode problem = json(refused).path("errors").path(0);
		assertThat(problem.path("field").asString()).isEqualTo("phase");
		assertThat(problem.path("value").asString()).isEqualTo(phase.name());
		assertThat(refused.body())
			.contains((phase == Phase.HELD) ? "Decide what its page asks" : "Wait until it is ready");
		assertThat(authorities(server)).isZero();
	}

	@Test
	void serverWithoutAnApplicationOrThatGoesIsRefused_I15() {
		Server server = registered();
		String removed = this.jdbc
			.sql("UPDATE owned_resource SET remote_id = NULL "
					+ "WHERE server_id = :id AND kind = 'access_app' RETURNING 'done'")
			.param("id", server.id().value())
			.query(String.class)
			.single();
		assertThat(removed).isEqualTo("done");

		assertThat(post(server).statusCode()).isEqualTo(422);
		assertThat(post(server).body()).contains("no Access application that Postern knows");
		assertThat(delete(server).statusCode()).isEqualTo(422);
		assertThat(this.portal.api(DemoPerson.ADMIN).get(api(server) + "/script").body())
			.contains("no authority for certificates");
	}

	@Test
	void removalIsConfirmedDoneAndAudited_I10() {
		Server server = registered();
		answer(200, post(server));
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String ask = page(server) + "/remove";

		assertThat(admin.get(ask).body()).contains("Who loses access");
		HttpResponse<String> wrong = admin.postFrom(ask, ask, Map.of("confirm", "another"));
		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(wrong.body()).contains("This is not the name");
		assertThat(authorities(server)).isEqualTo(1);

		assertThat(admin.postFrom(ask, ask, Map.of("confirm", server.spec().name())).statusCode()).isIn(302, 303);

		assertThat(authorities(server)).isZero();
		assertThat(state(server)).isEqualTo("NONE");
		assertThat(audited(server)).endsWith("server.ca_removal_requested", "server.ca_removed");
		assertThat(delete(server).statusCode()).isEqualTo(422);
	}

	@Test
	void removalWithoutAnAnswerIsLookedUp_I3_I4() {
		Server server = registered();
		answer(200, post(server));
		this.cloudflare.faults().on(Calls.DELETE_AUTHORITY).cutBeforeCommit();

		assertThat(delete(server).statusCode()).isEqualTo(202);
		assertThat(state(server)).isEqualTo("REMOVING");
		assertThat(config()).doesNotContain("Match originalhost " + server.spec().name() + " host ");

		this.cloudflare.faults().on(Calls.DELETE_AUTHORITY).cutAfterCommit();
		assertThat(delete(server).statusCode()).isEqualTo(204);
		assertThat(state(server)).isEqualTo("NONE");

		answer(200, post(server));
		this.cloudflare.faults().on(Calls.DELETE_AUTHORITY).refused(12132, "access.api.error.conflict: busy");
		assertThat(delete(server).statusCode()).isEqualTo(502);
		assertThat(state(server)).isEqualTo("STANDS");
		this.cloudflare.asSomebodyElse().call("DELETE", path(server), null);
		assertThat(delete(server).statusCode()).as("gone already").isEqualTo(204);
	}

	@Test
	void lookingAfterARemovalWithoutAnAnswerMakesNothing_I4() {
		Server server = registered();
		answer(200, post(server));
		Fault lost = this.cloudflare.faults().on(Calls.DELETE_AUTHORITY).cutBeforeCommit();
		assertThat(delete(server).statusCode()).isEqualTo(202);
		assertThat(lost.fired()).isTrue();
		answer(200, post(server));
		assertThat(state(server)).as("it is there, so it is kept").isEqualTo("STANDS");

		Fault again = this.cloudflare.faults().on(Calls.DELETE_AUTHORITY).cutBeforeCommit();
		assertThat(delete(server).statusCode()).isEqualTo(202);
		assertThat(again.fired()).isTrue();
		this.cloudflare.asSomebodyElse().call("DELETE", path(server), null);
		this.cloudflare.journal().clear();

		assertThat(answer(200, post(server)).path("state").asString()).isEqualTo("NONE");

		assertThat(this.cloudflare.journal().matching(Calls.CREATE_AUTHORITY)).isEmpty();
		assertThat(audited(server)).last().isEqualTo("server.ca_removed");
	}

	@Test
	void whoIsWhoIsTold() {
		Server server = registered();
		this.site.edit(server, withPolicies(server, """
				[{"name": "Two", "decision": "allow", "include": [{"email": {"email": "dev@example.com"}},
				  {"email": {"email": "dev@example.org"}}, {"email": {"email": "ops@example.com"}}]}]"""));
		this.site.ready(server.id());

		JsonNode told = answer(200, get(server));
		assertThat(told.path("sharedNames").path(0).path("name").asString()).isEqualTo("dev");
		assertThat(told.path("sharedNames").path(0).path("people")).hasSize(2);
		assertThat(told.path("domains").valueStream().map(JsonNode::asString)).containsExactly("example.com",
				"example.org");
		assertThat(told.path("anyDomain").asBoolean()).isFalse();
		assertThat(this.portal.as(DemoPerson.AUDITOR).get(page(server)).body())
			.contains("dev (dev@example.com, dev@example.org)", "People at several domains get in");

		this.servers.edit(server.id(), this.site.now(server.id()).version(), withPolicies(server, """
				[{"name": "All", "decision": "allow", "include": [{"everyone": {}}]}]"""), Set.of("everyone@1"),
				ReconcileFixture.ADMIN);
		this.site.ready(server.id());
		assertThat(answer(200, get(server)).path("anyDomain").asBoolean()).isTrue();

		this.site.edit(this.site.now(server.id()), withPolicies(server, """
				[{"name": "One", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}]}]"""));
		this.site.ready(server.id());
		assertThat(this.portal.as(DemoPerson.AUDITOR).get(page(server)).body()).contains("no two of them share a name");
	}

	@Test
	void pageGivesTheStepsForThosePeopleWhomSomebodyNames_I15() {
		Server server = registered();
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		assertThat(admin.get(page(server)).body()).contains("There is no authority yet that the server could trust");
		assertThat(admin.postFrom(page(server), page(server), Map.of()).statusCode()).isIn(302, 303);

		String usual = admin.get(page(server)).body();
		assertThat(usual).contains("TrustedUserCAKeys /etc/ssh/postern/authority.pub",
				"AuthorizedPrincipalsFile /etc/ssh/postern/people/%u", "/etc/ssh/postern/people/myuser",
				"sh postern-certificates.sh install");
		String named = admin.get(page(server) + "?people=eve%40example.com,%20bob").body();
		assertThat(named).contains("<code id=\"authority-people\">bob\neve</code>", "script?people=eve");
		HttpResponse<String> wrong = admin.get(page(server) + "?people=ok,b%C3%BCrger%40example.com,%23x");
		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(wrong.body()).contains("bürger@example.com cannot be a name", "#x cannot be a name");

		HttpResponse<String> script = admin.get(page(server) + "/script");
		assertThat(script.body()).startsWith("#!/bin/sh\n").contains("\ndev\n# end of the list\n", "user='myuser'");
		assertThat(script.headers().firstValue("Content-Disposition"))
			.hasValueSatisfying((value) -> assertThat(value).contains("attachment", "postern-certificates.sh"));
		assertThat(admin.get(page(server) + "/script?people=").body()).contains("\n\n# end of the list\n");
		assertThat(this.jdbc
			.sql("SELECT count(*) FROM audit_event WHERE action = 'certificate-script.downloaded' "
					+ "AND subject_id LIKE :path")
			.param("path", "%" + server.id() + "%")
			.query(Integer.class)
			.single()).isEqualTo(2);
	}

	@Test
	void auditorsReadAndAdministratorsAct_I11() {
		Server server = registered();
		for (DemoPerson person : List.of(DemoPerson.DEVELOPER, DemoPerson.AUDITOR)) {
			boolean reads = person.equals(DemoPerson.AUDITOR);
			Browser caller = this.portal.api(person);
			assertThat(caller.get(api(server)).statusCode()).isEqualTo(reads ? 200 : 403);
			assertThat(caller.get(api(server) + "/script").statusCode()).isEqualTo(reads ? 422 : 403);
			assertThat(caller.json("POST", api(server), "").statusCode()).isEqualTo(403);
			assertThat(caller.json("DELETE", api(server), "").statusCode()).isEqualTo(403);
			Browser browser = this.portal.as(person);
			assertThat(browser.get(page(server)).statusCode()).isEqualTo(reads ? 200 : 403);
			assertThat(browser.get(page(server) + "/remove").statusCode()).isEqualTo(403);
		}
		assertThat(this.portal.as(DemoPerson.AUDITOR).get(page(server)).body()).doesNotContain("Make the authority");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/servers/" + server.id()).body()).contains(page(server),
				"No authority");
		assertThat(authorities(server)).isZero();
		assertThat(this.portal.api(DemoPerson.ADMIN)
			.get("/api/v1/servers/00000000-0000-0000-0000-000000000001/certificates")
			.statusCode()).isEqualTo(404);
	}

	@Test
	void whatTheDatabaseHoldsAndPosternDidNotWriteIsTakenForNothing() {
		Server server = registered();
		String key = answer(200, post(server)).path("authority").path("publicKey").asString();
		this.jdbc.sql("UPDATE certificate_authority SET public_key = 'ssh-ed25519 AAAA' WHERE server_id = :id")
			.param("id", server.id().value())
			.update();

		assertThat(state(server)).isEqualTo("UNREADABLE");
		assertThat(config()).contains("Host " + server.spec().name() + "\n")
			.doesNotContain("Match originalhost " + server.spec().name() + " host ");
		assertThat(this.portal.as(DemoPerson.ADMIN).get(page(server)).body()).contains("Read it anew");

		assertThat(answer(200, post(server)).path("authority").path("publicKey").asString()).isEqualTo(key);
	}

	@Test
	void pastedErrorsLeadThoseWhoLookAfterThemToThePage() {
		Server server = registered();
		String body = "{\"text\": \"%s: Permission denied (publickey).\"}".formatted(server.spec().hostname());

		assertThat(this.portal.api(DemoPerson.DEVELOPER).json("POST", "/api/v1/doctor/error", body).body())
			.doesNotContain("/certificates");
		this.site.edit(server, withPolicies(server, """
				[{"name": "Two", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}]}]"""));
		this.site.ready(server.id());
		assertThat(this.portal.api(DemoPerson.ADMIN).json("POST", "/api/v1/doctor/error", body).body())
			.contains(page(server));
	}

	private Server registered() {
		return this.site.registered(ReconcileFixture.newHostname());
	}

	private ServerDraft withPolicies(Server server, String policies) {
		ServerDraft plain = this.site.draft(server.spec().hostname().value());
		return new ServerDraft(plain.name(), plain.hostname(), plain.tunnelId(), plain.service(), plain.loginUser(),
				plain.applicationType(), plain.sessionDuration(), false, "", JsonMapper.shared().readTree(policies));
	}

	private String config() {
		HttpResponse<String> answer = this.portal.api(DemoPerson.DEVELOPER).get("/api/v1/me/ssh-config?system=linux");
		assertThat(answer.statusCode()).isEqualTo(200);
		return answer.body();
	}

	private String path(Server server) {
		String app = this.cloudflare.state().app(server.spec().hostname().value()).orElseThrow().path("id").asString();
		return "/accounts/{account}/access/apps/%s/ca".formatted(app);
	}

	private String keyAtCloudflare(Server server) {
		return ofServer(server).findFirst().orElseThrow().path("public_key").asString();
	}

	private long authorities(Server server) {
		return ofServer(server).count();
	}

	private Stream<ObjectNode> ofServer(Server server) {
		String aud = this.cloudflare.state().app(server.spec().hostname().value()).orElseThrow().path("aud").asString();
		return this.cloudflare.state()
			.sshAuthorities()
			.stream()
			.filter((one) -> aud.equals(one.path("aud").asString()));
	}

	private String state(Server server) {
		return answer(200, get(server)).path("state").asString();
	}

	private HttpResponse<String> get(Server server) {
		return this.portal.api(DemoPerson.ADMIN).get(api(server));
	}

	private HttpResponse<String> post(Server server) {
		return this.portal.api(DemoPerson.ADMIN).json("POST", api(server), "");
	}

	private HttpResponse<String> delete(Server server) {
		return this.portal.api(DemoPerson.ADMIN).json("DELETE", api(server), "");
	}

	private List<String> audited(Server server) {
		return this.jdbc
			.sql("SELECT action FROM audit_event WHERE subject_id = :id AND action LIKE 'server.ca\\_%' ORDER BY id")
			.param("id", server.id().toString())
			.query(String.class)
			.list()
			.stream()
			.map(String::valueOf)
			.toList();
	}

	private static String api(Server server) {
		return "/api/v1" + page(server);
	}

	private static String page(Server server) {
		return "/servers/%s/certificates".formatted(server.id());
	}

	private static JsonNode answer(int status, HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		return json(answer);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
