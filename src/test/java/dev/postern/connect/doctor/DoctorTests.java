package dev.postern.connect.doctor;

import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.front.EdgeServer;
import dev.postern.kernel.Actor;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** One link of the chain is broken at a time, and exactly that one is named. */
@ReconcileTest
@TestPropertySource(properties = { "postern.doctor.per-person=1000", "postern.doctor.per-minute=1000",
		"postern.port-check.per-person=1000", "postern.port-check.per-minute=1000" })
class DoctorTests {

	private static final Actor ADMIN = Actor.person(EmailAddress.of("admin@example.com"));

	private final ReconcileFixture site;

	private final FakeCloudflare cloudflare;

	private final EdgeServer edge;

	private final Servers servers;

	private final Portal portal;

	private final JdbcClient jdbc;

	@Autowired
	DoctorTests(ReconcileFixture site, FakeCloudflare cloudflare, EdgeServer edge, Servers servers, Portal portal,
			JdbcClient jdbc) {
		this.site = site;
		this.cloudflare = cloudflare;
		this.edge = edge;
		this.servers = servers;
		this.portal = portal;
		this.jdbc = jdbc;
	}

	@Test
	void nothingIsBrokenOnTheWayOfSomebodyWhoGetsIn() {
		Server server = ready();

		JsonNode answer = look(server, "?person=dev@example.com");

		assertThat(results(answer)).containsExactly("OK", "OK", "OK", "OK", "OK", "OK", "NOT_TESTED", "OK");
		assertThat(answer.path("broken").isNull()).isTrue();
		assertThat(evidence(answer, Stage.ACCESS)).contains("acme.cloudflareaccess.com");
		assertThat(stage(answer, Stage.ORIGIN).path("command").asString())
			.isEqualTo("docker run --rm --add-host host.docker.internal:host-gateway alpine "
					+ "sh -c \"nc -zv host.docker.internal 22\"");
	}

	@Test
	void theRecordIsMissing() {
		Server server = ready();
		this.cloudflare.state()
			.dnsRecords()
			.stream()
			.filter((dns) -> dns.path("name").asString().equals(server.spec().hostname().value()))
			.map((dns) -> DnsRecordId.of(dns.path("id").asString()))
			.forEach(this.cloudflare.asSomebodyElse()::removeDnsRecord);

		assertBroken(look(server, "?person=dev@example.com"), Stage.RECORD);
	}

	@Test
	void ofAServerThatIsBeingRemovedItTellsThatItGoes() {
		Server server = ready();
		this.cloudflare.faults().on(Calls.DELETE_APP).always().status(503);
		this.site.retire(server);

		JsonNode answer = look(server, "");

		assertBroken(answer, Stage.RECORD);
		assertThat(evidence(answer, Stage.RECORD)).contains("being removed");
		this.cloudflare.faults().clear();
		this.site.gone(server.id());
		assertThat(
				this.portal.api(DemoPerson.ADMIN).get("/api/v1/servers/%s/doctor".formatted(server.id())).statusCode())
			.isEqualTo(404);
	}

	@Test
	void theConnectorsAreAskedForOnceForALook() {
		Server server = ready();
		look(server, "?person=dev@example.com");
		int before = this.cloudflare.journal().count(Calls.GET_CONNECTIONS);

		look(server, "?person=dev@example.com");

		assertThat(this.cloudflare.journal().count(Calls.GET_CONNECTIONS) - before).isLessThanOrEqualTo(1);
	}

	@Test
	void theEdgeIsNoCloudflare() {
		Server server = ready();
		this.edge.reply(server.spec().hostname().value(), "HTTP/1.1 200 OK\r\n\r\n");

		assertBroken(look(server, ""), Stage.EDGE);
	}

	@Test
	void theNameLeadsInside() throws Exception {
		Server server = ready();
		this.edge.resolve(server.spec().hostname().value(), InetAddress.getByName("169.254.169.254"));

		JsonNode answer = look(server, "");

		assertBroken(answer, Stage.EDGE);
		assertThat(evidence(answer, Stage.EDGE)).contains("not on the public internet");
	}

	@Test
	void aPortalWithoutNetworkTakesNoServerForBroken_I3() {
		Server server = ready();
		this.edge.offline(true);
		try {
			JsonNode answer = look(server, "");

			assertThat(answer.path("broken").isNull()).as(answer.toPrettyString()).isTrue();
			assertThat(stage(answer, Stage.EDGE).path("result").asString()).isEqualTo("NOT_TESTED");
			assertThat(evidence(answer, Stage.EDGE)).contains("Postern itself reaches nothing");
			assertThat(stage(answer, Stage.EDGE).path("remedy").asString()).contains("firewall");
			assertThat(stage(answer, Stage.TUNNEL).path("result").asString()).isEqualTo("OK");
		}
		finally {
			this.edge.offline(false);
		}
	}

	@Test
	void aNameThatDnsDoesNotKnowIsBrokenWhereThePortalGetsOut() {
		Server server = ready();
		this.edge.resolve(server.spec().hostname().value(), new InetAddress[0]);

		assertBroken(look(server, ""), Stage.EDGE);
	}

	@Test
	void theLoginIsOfAnotherTeam() {
		Server server = ready();
		String hostname = server.spec().hostname().value();
		this.edge.reply(hostname, EdgeServer.login("other.cloudflareaccess.com", hostname, "x"));

		assertBroken(look(server, ""), Stage.ACCESS);
	}

	@Test
	void theLoginIsOfAnotherApplication() {
		Server server = ready();
		String hostname = server.spec().hostname().value();
		this.edge.reply(hostname, EdgeServer.login("acme.cloudflareaccess.com", hostname, "another"));

		JsonNode answer = look(server, "");

		assertBroken(answer, Stage.ACCESS);
		assertThat(answer.toString()).doesNotContain(EdgeServer.META, "CF_AppSession", "kid=");
	}

	@Test
	void nobodyIsAskedToLogIn() {
		Server server = ready();
		this.edge.reply(server.spec().hostname().value(), "HTTP/1.1 200 OK\r\nCF-RAY: 8f0b\r\n\r\n");

		assertBroken(look(server, ""), Stage.ACCESS);
	}

	@Test
	void noConnectorRuns() {
		String hostname = ReconcileFixture.newHostname();
		TunnelId idle = this.cloudflare.addTunnel("idle-" + hostname);
		Server server = this.site.ready(
				this.servers.register(draft(hostname, idle.toString(), "ssh://host.docker.internal:22"), ADMIN).id());

		assertBroken(look(server, ""), Stage.TUNNEL);
	}

	@Test
	void aConnectorIsBehind() {
		Server server = ready();
		this.jdbc.sql("UPDATE server SET rule_version = 1000000 WHERE id = :id")
			.param("id", server.id().value())
			.update();

		assertBroken(look(server, ""), Stage.CONNECTOR);
	}

	@Test
	void anotherRuleTakesTheHostname() {
		Server server = ready();
		this.cloudflare.asSomebodyElse()
			.putConfiguration(server.spec().tunnel(), """
					{"ingress": [{"hostname": "*.example.jp", "service": "http://catch:80"},
					 {"hostname": "%s", "service": "%s"}, {"service": "http_status:404"}]}"""
				.formatted(server.spec().hostname(), server.spec().service()));

		JsonNode answer = look(server, "");

		assertBroken(answer, Stage.RULE);
		assertThat(evidence(answer, Stage.RULE)).contains("*.example.jp");
	}

	@Test
	void theServiceLeadsBackToCloudflare() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.ready(this.servers
			.register(draft(hostname, this.site.draft(hostname).tunnelId(), "ssh://" + hostname + ":22"), ADMIN)
			.id());

		assertBroken(look(server, "?person=dev@example.com"), Stage.ORIGIN);
	}

	@Test
	void thePersonIsNotLetIn() {
		assertBroken(look(ready(), "?person=eve@example.com"), Stage.PERSON);
	}

	@Test
	void developersLookForThemselvesAndAreToldLessI13() {
		Server server = ready();
		Browser developer = this.portal.api(DemoPerson.DEVELOPER);
		String path = "/api/v1/servers/%s/doctor".formatted(server.id());

		HttpResponse<String> own = developer.get(path);

		assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
		assertThat(results(json(own))).last().isEqualTo("OK");
		assertThat(own.body()).doesNotContain("office-", "host.docker.internal", "docker run", "*.example.jp");
		assertThat(developer.get(path + "?person=eve@example.com").statusCode()).isEqualTo(403);
		assertThat(developer.get(path + "?country=JP").statusCode()).isEqualTo(403);
		assertThat(this.portal.api(DemoPerson.AUDITOR).get(path).statusCode()).isEqualTo(404);
		assertThat(this.portal.anonymous().get(path).statusCode()).isEqualTo(401);
	}

	@Test
	void whoLookedAtWhatIsInTheAudit_I10() {
		Server server = ready();

		look(server, "?person=dev@example.com");

		assertThat(this.jdbc
			.sql("SELECT count(*) FROM audit_event WHERE action = 'server.examined' "
					+ "AND subject_id = :id AND actor_name = 'admin@example.com'")
			.param("id", server.id().toString())
			.query(Integer.class)
			.single()).isEqualTo(1);
	}

	private Server ready() {
		return this.site.registered(ReconcileFixture.newHostname());
	}

	private ServerDraft draft(String hostname, @Nullable String tunnel, String service) {
		ServerDraft draft = this.site.draft(hostname);
		return new ServerDraft(draft.name(), hostname, tunnel, service, draft.loginUser(), draft.applicationType(),
				draft.sessionDuration(), false, "", draft.policies());
	}

	private JsonNode look(Server server, String query) {
		HttpResponse<String> answer = this.portal.api(DemoPerson.ADMIN)
			.get("/api/v1/servers/%s/doctor%s".formatted(server.id(), query));
		this.edge.forget(server.spec().hostname().value());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return json(answer);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	/** All before it are in order or cannot be seen, all behind it are not tested. */
	private static void assertBroken(JsonNode answer, Stage broken) {
		List<String> results = results(answer);
		assertThat(answer.path("broken").asString()).as(answer.toPrettyString()).isEqualTo(broken.name());
		int at = position(answer, broken);
		assertThat(results.subList(0, at)).doesNotContain("FAILED");
		assertThat(results.get(at)).isEqualTo("FAILED");
		assertThat(results.subList(at + 1, results.size())).allMatch("NOT_TESTED"::equals);
		assertThat(stage(answer, broken).path("remedy").asString("")).isNotBlank();
	}

	private static List<String> results(JsonNode answer) {
		return answer.path("stages").valueStream().map((stage) -> stage.path("result").asString()).toList();
	}

	private static JsonNode stage(JsonNode answer, Stage stage) {
		return answer.path("stages").path(position(answer, stage));
	}

	private static int position(JsonNode answer, Stage stage) {
		return answer.path("stages")
			.valueStream()
			.map((one) -> one.path("stage").asString())
			.toList()
			.indexOf(stage.name());
	}

	private static String evidence(JsonNode answer, Stage stage) {
		return stage(answer, stage).path("evidence").asString();
	}

}
