package dev.postern.connect.ports;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

import dev.postern.fake.front.LocalHosts;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Port 22 of a server, asked for by page and API. */
@ReconcileTest
@TestPropertySource(properties = { "postern.doctor.per-person=1000", "postern.doctor.per-minute=1000",
		"postern.port-check.per-person=1000", "postern.port-check.per-minute=1000" })
class PortCheckTests {

	private final ReconcileFixture site;

	private final Portal portal;

	private final LocalHosts hosts;

	private final JdbcClient jdbc;

	@Autowired
	PortCheckTests(ReconcileFixture site, Portal portal, LocalHosts hosts, JdbcClient jdbc) {
		this.site = site;
		this.portal = portal;
		this.hosts = hosts;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void forget() {
		this.jdbc.sql("DELETE FROM port_check").update();
	}

	@Test
	void tellsKeepsAndAudits_I10() {
		Server server = registered();

		JsonNode open = json(check(server, LocalHosts.OPEN));
		JsonNode closed = json(check(server, LocalHosts.CLOSED));
		JsonNode silent = json(check(server, LocalHosts.SILENT));

		assertThat(open.path("result").asString()).isEqualTo("OPEN");
		assertThat(open.path("at").asString()).isNotBlank();
		assertThat(open.path("addresses").path(0).path("banner").asString()).startsWith("SSH-2.0-OpenSSH_9.9");
		assertThat(closed.path("result").asString()).isEqualTo("CLOSED");
		assertThat(silent.path("result").asString()).isEqualTo("FILTERED");
		JsonNode history = json(this.portal.api(DemoPerson.ADMIN).get(api(server)));
		assertThat(history.path("items").valueStream().map((one) -> one.path("result").asString()))
			.containsExactly("FILTERED", "CLOSED", "OPEN");
		assertThat(history.path("next").isNull()).isTrue();
		assertThat(audited(server, "server.port_checked")).isEqualTo(3);
	}

	@Test
	void remindsUntilThePortIsClosed() {
		Server server = registered();
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String page = "/servers/" + server.id();
		String reminder = "Port 22 of %s is open".formatted(server.spec().name());
		assertThat(admin.get("/servers/summary").body()).doesNotContain(reminder);
		assertThat(admin.get(page).body()).contains("not tried yet");

		check(server, LocalHosts.OPEN);

		assertThat(admin.get("/").body()).contains(reminder);
		assertThat(admin.get(page).body()).contains("past Cloudflare").contains(LocalHosts.OPEN);
		assertThat(admin.get("/servers/port-22").body()).contains(server.spec().name());

		check(server, LocalHosts.CLOSED);

		assertThat(admin.get("/servers/summary").body()).doesNotContain(reminder);
		assertThat(admin.get(page).body()).doesNotContain("past Cloudflare");
	}

	@Test
	void nothingIsCertainBeforePosternGotThroughByThatPort() {
		Server server = registered();
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		check(server, LocalHosts.CLOSED);
		assertThat(admin.get("/servers/%s/port-22".formatted(server.id())).body()).contains("not certain");
		check(server, LocalHosts.SILENT);
		assertThat(admin.get("/servers/%s/port-22".formatted(server.id())).body()).contains("not certain");

		check(registered(), LocalHosts.OPEN);
		assertThat(admin.get("/servers/%s/port-22".formatted(server.id())).body()).contains("closed by a firewall");
	}

	@Test
	void thePageAsksAndShowsWhatASlipOfThePenIs_I15() {
		Server server = registered();
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String page = "/servers/%s/port-22".formatted(server.id());

		HttpResponse<String> done = admin.postFrom(page, page, Map.of("address", LocalHosts.OPEN));
		HttpResponse<String> slip = admin.postFrom(page, page, Map.of("address", "http://db1"));
		HttpResponse<String> inside = admin.postFrom(page, page, Map.of("address", "169.254.169.254"));

		assertThat(done.statusCode()).isIn(302, 303);
		assertThat(admin.get(page).body()).contains("SSH-2.0-OpenSSH_9.9 \\u{7}&lt;b&gt;");
		assertThat(slip.statusCode()).isEqualTo(422);
		assertThat(slip.body()).contains("neither an IP address nor a name").contains("http://db1");
		assertThat(inside.statusCode()).isEqualTo(422);
		assertThat(inside.body()).contains("not on the public internet");
		assertThat(audited(server, "server.port_check_refused")).isEqualTo(1);
		assertThat(json(this.portal.api(DemoPerson.ADMIN).get(api(server))).path("items")).hasSize(1);
	}

	@Test
	void theNameByWhichPeopleConnectIsNotTried() {
		Server server = registered();
		Hostname hostname = server.spec().hostname();
		this.hosts.answer(hostname.value(), LocalHosts.address(1));

		HttpResponse<String> answer = check(server, hostname.value());

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("Cloudflare answers there");
	}

	@Test
	void onlyAdministratorsAsk_I11() {
		Server server = registered();
		for (DemoPerson person : new DemoPerson[] { DemoPerson.DEVELOPER, DemoPerson.AUDITOR }) {
			Browser caller = this.portal.api(person);
			assertThat(caller.get(api(server)).statusCode()).isEqualTo(403);
			assertThat(
					caller.json("POST", api(server), "{\"address\": \"%s\"}".formatted(LocalHosts.OPEN)).statusCode())
				.isEqualTo(403);
			assertThat(this.portal.as(person).get("/servers/%s/port-22".formatted(server.id())).statusCode())
				.isEqualTo(403);
		}
		String nowhere = "/api/v1/servers/%s/port-check".formatted(UUID.randomUUID());
		assertThat(this.portal.api(DemoPerson.ADMIN).get(nowhere).statusCode()).isEqualTo(404);
		assertThat(this.portal.api(DemoPerson.ADMIN).json("POST", nowhere, "{\"address\": \"x\"}").statusCode())
			.isEqualTo(404);
	}

	@Test
	void keepsOnlyTheNewest() {
		ServerId server = registered().id();
		this.jdbc
			.sql("""
					INSERT INTO port_check SELECT gen_random_uuid(), :server, now() - n * interval '1 day', 'x', 'CLOSED', '[]', 'a'
					  FROM generate_series(1, 200) n""")
			.param("server", server.value())
			.update();

		check(this.site.now(server), LocalHosts.CLOSED);

		assertThat(this.jdbc.sql("SELECT count(*) FROM port_check WHERE server_id = :server")
			.param("server", server.value())
			.query(Integer.class)
			.single()).isEqualTo(PortCheckStore.KEPT);
		assertThat(json(this.portal.api(DemoPerson.ADMIN).get("/api/v1/servers/%s/port-check".formatted(server)))
			.path("items")).hasSize(PortChecks.SHOWN);
	}

	private Server registered() {
		return this.site.register(ReconcileFixture.newHostname());
	}

	private HttpResponse<String> check(Server server, String address) {
		return this.portal.api(DemoPerson.ADMIN).json("POST", api(server), "{\"address\": \"%s\"}".formatted(address));
	}

	private static String api(Server server) {
		return "/api/v1/servers/%s/port-check".formatted(server.id());
	}

	private int audited(Server server, String action) {
		return this.jdbc.sql("SELECT count(*) FROM audit_event WHERE action = :action AND subject_id = :id")
			.param("action", action)
			.param("id", server.id().toString())
			.query(Integer.class)
			.single();
	}

	private static JsonNode json(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
