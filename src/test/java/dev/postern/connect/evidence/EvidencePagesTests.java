package dev.postern.connect.evidence;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

import dev.postern.fake.front.LocalHosts;
import dev.postern.kernel.Hostname;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tunnels.Tunnels;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** The evidence of real runs, for each role. */
@ReconcileTest
@TestPropertySource(properties = { "postern.doctor.per-person=1000", "postern.doctor.per-minute=1000",
		"postern.port-check.per-person=1000", "postern.port-check.per-minute=1000" })
class EvidencePagesTests {

	private final ReconcileFixture site;

	private final Portal portal;

	private final Tunnels tunnels;

	private final JdbcClient jdbc;

	@Autowired
	EvidencePagesTests(ReconcileFixture site, Portal portal, Tunnels tunnels, JdbcClient jdbc) {
		this.site = site;
		this.portal = portal;
		this.tunnels = tunnels;
		this.jdbc = jdbc;
	}

	@Test
	void aServerThatPosternMadeWasProtectedFirst_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.tunnels.lookAtConnectors(server.spec().tunnel());
		for (String address : List.of(LocalHosts.OPEN, LocalHosts.CLOSED)) {
			this.portal.api(DemoPerson.ADMIN)
				.json("POST", "/api/v1/servers/%s/port-check".formatted(server.id()),
						"{\"address\": \"%s\"}".formatted(address));
		}

		JsonNode evidence = evidence(server, DemoPerson.AUDITOR);

		assertThat(evidence.path("order").asString()).as(evidence.toPrettyString()).isEqualTo("KEPT");
		assertThat(states(evidence).subList(0, 4)).containsOnly("DONE");
		assertThat(states(evidence).getLast()).isEqualTo("DONE");
		assertThat(times(evidence).subList(0, 3)).isSorted().doesNotContain("");
		assertThat(evidence.path("steps").path(1).path("sources").path(0).path("kind").asString()).isEqualTo("CHANGE");
		assertThat(evidence.path("steps").path(1).path("sources").path(0).path("path").isNull()).isTrue();
		assertThat(evidence(server, DemoPerson.ADMIN).path("steps")
			.path(1)
			.path("sources")
			.path(0)
			.path("path")
			.asString()).startsWith("/runs/");
	}

	@Test
	void adminsAndAuditorsReadThePage_I11() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String page = "/servers/%s/evidence".formatted(server.id());

		for (DemoPerson person : List.of(DemoPerson.ADMIN, DemoPerson.AUDITOR)) {
			HttpResponse<String> answer = this.portal.as(person).get(page);
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.body()).contains("Protected first", "Access application read back", "Port 22 closed")
				.doesNotContain("??");
		}
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get(page).statusCode()).isEqualTo(403);
		assertThat(this.portal.api(DemoPerson.DEVELOPER).get("/api/v1" + page).statusCode()).isEqualTo(403);
		assertThat(this.portal.api(DemoPerson.AUDITOR)
			.get("/api/v1/servers/%s/evidence".formatted(UUID.randomUUID()))
			.statusCode()).isEqualTo(404);
	}

	@Test
	void aNameThatIsNewHasItsOwnOrder() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String renamed = ReconcileFixture.newHostname();
		ServerDraft draft = this.site.draft(renamed);
		this.site.edit(server, draft);
		this.site.ready(server.id());

		JsonNode evidence = evidence(server, DemoPerson.AUDITOR);

		assertThat(evidence.path("server").path("hostname").asString()).isEqualTo(Hostname.of(renamed).value());
		assertThat(evidence.path("remarks").path(0).path("text").asString()).contains(renamed);
		assertThat(evidence.path("order").asString()).as(evidence.toPrettyString()).isEqualTo("KEPT");
	}

	@Test
	void anApplicationThatSomebodyRemovedAndPosternMadeAgainIsNotTakenForTheFirst() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.jdbc
			.sql("UPDATE owned_resource SET seen_at = now() + interval '1 hour', owned_at = now() + interval '1 hour' "
					+ "WHERE kind = 'access_app' AND server_id = :id")
			.param("id", server.id().value())
			.update();

		assertThat(evidence(server, DemoPerson.AUDITOR).path("order").asString()).isEqualTo("MADE_FIRST");
	}

	@Test
	void withoutItsRunsTheLedgerTellsAndARuleThatNobodyWroteIsFound() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.jdbc.sql("DELETE FROM reconcile_run WHERE tunnel_id = :tunnel")
			.param("tunnel", server.spec().tunnel().value())
			.update();

		JsonNode found = evidence(server, DemoPerson.AUDITOR);
		assertThat(found.path("order").asString()).isEqualTo("NOT_KNOWN");
		assertThat(found.path("steps").path(1).path("evidence").asString()).contains("Postern found");

		this.jdbc.sql("UPDATE server SET created_at = created_at - interval '200 days' WHERE id = :id")
			.param("id", server.id().value())
			.update();
		assertThat(evidence(server, DemoPerson.AUDITOR).path("order").asString()).isEqualTo("KEPT");
	}

	@Test
	void ofARemovedServerIsToldWhatRemains() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.retire(server);
		this.site.gone(server.id());

		JsonNode evidence = evidence(server, DemoPerson.AUDITOR);

		assertThat(evidence.path("server").path("removed").asString()).isNotBlank();
		assertThat(evidence.path("order").asString()).as(evidence.toPrettyString()).isEqualTo("MADE_FIRST");
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).get("/servers/%s/evidence".formatted(server.id()));
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("The removal of the server was asked for");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/servers/" + server.id()).body()).contains("/evidence");
	}

	private JsonNode evidence(Server server, DemoPerson reader) {
		HttpResponse<String> answer = this.portal.api(reader).get("/api/v1/servers/%s/evidence".formatted(server.id()));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	private static List<String> states(JsonNode evidence) {
		return evidence.path("steps").valueStream().map((step) -> step.path("state").asString()).toList();
	}

	private static List<String> times(JsonNode evidence) {
		return evidence.path("steps").valueStream().map((step) -> step.path("at").asString("")).toList();
	}

}
