package dev.postern.reconcile.web;

import java.net.http.HttpResponse;
import java.util.Map;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ZoneId;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way out of a removal that a zone out of sight holds up, on pages and by the API.
 */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrandedRecordsPagesTests {

	private final Portal portal;

	private final ServersFixture town;

	private Browser admin;

	@Autowired
	StrandedRecordsPagesTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.town = new ServersFixture(cloudflare, servers);
		this.admin = portal.anonymous();
	}

	@BeforeAll
	void signIn() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@AfterEach
	void mend() {
		this.town.cloudflare().faults().clear();
	}

	@Test
	void aPersonReadsWhatHappensAndHasTheRemovalFinish() {
		Server server = removedInALostZone("lost");
		String page = "/servers/%s/stranded-records".formatted(server.id());

		String progress = this.admin.get("/servers/%s/progress".formatted(server.id())).body();
		String asked = this.admin.get(page).body();
		String basis = basis(server);
		HttpResponse<String> others = this.admin.postFrom(page, page + "/forget", Map.of("basis", "0"));
		HttpResponse<String> said = this.admin.postFrom(page, page + "/forget", Map.of("basis", basis));

		assertThat(progress).contains("href=\"" + page + "\"", "Forget the DNS record");
		assertThat(asked).contains(server.spec().hostname().value(), server.spec().zone().value(),
				server.spec().tunnel() + ".cfargotunnel.com", "It does not delete it", "What to do by hand",
				"Forget the DNS record of " + server.spec().name(), "Cloudflare does not show the zone any more",
				"value=\"" + basis + "\"");
		assertThat(others.statusCode()).isEqualTo(409);
		assertThat(others.body()).contains("others than those you saw");
		assertThat(said.statusCode()).isIn(302, 303);
		this.town.awaitGone(server.id());
		assertThat(this.admin.get(page).statusCode()).isEqualTo(303);
	}

	@Test
	void whatStaysAtCloudflareIsToldAfterwardsToo() {
		Server server = removedInALostZone("stays");
		JsonNode record = stranded(server).at("/records/0");

		this.portal.api(DemoPerson.ADMIN)
			.json("POST", "/api/v1/servers/%s/stranded-records/forget".formatted(server.id()),
					"{\"basis\": \"%s\"}".formatted(basis(server)));
		this.town.awaitGone(server.id());

		assertThat(this.admin.get("/servers/" + server.id()).body())
			.contains("one DNS record of it is left at Cloudflare", server.spec().hostname().value(),
					record.path("id").asString(), server.spec().zone().value(),
					server.spec().tunnel() + ".cfargotunnel.com", "delete the record", "Postern let go of a DNS record",
					"admin@example.com said that its removal need not wait")
			.doesNotContain("nothing of it is left", "??");
	}

	@Test
	void aFinishedRemovalIsDoneAlthoughAnotherServerOfTheTunnelIsHeld() {
		String domain = "both-%d.example".formatted(System.nanoTime());
		ZoneId zone = this.town.cloudflare().addZone(domain);
		Server stays = this.town.settled(Drafts.with(this.town.draft("held"), "hostname", "ssh-held." + domain));
		Server leaves = this.town.settled(Drafts.with(this.town.draft("leaves"), "hostname", "ssh-leaves." + domain));
		this.town.cloudflare().removeZone(zone);
		this.town.servers().retire(leaves.id(), ServersFixture.ADA);
		this.town.awaitProblem(leaves.id(), "zone-gone");
		this.town.awaitProblem(stays.id(), "zone-gone");

		this.portal.api(DemoPerson.ADMIN)
			.json("POST", "/api/v1/servers/%s/stranded-records/forget".formatted(leaves.id()),
					"{\"basis\": \"%s\"}".formatted(basis(leaves)));
		this.town.awaitGone(leaves.id());

		String[] runs = this.admin.get("/runs").body().split("class=\"run-status\">", 3);
		assertThat(runs[1]).startsWith("done<");
	}

	@Test
	void aProgramDoesTheSame() {
		Server server = removedInALostZone("api");
		String address = "/api/v1/servers/%s/stranded-records".formatted(server.id());
		Browser api = this.portal.api(DemoPerson.ADMIN);
		String order = "{\"basis\": \"%s\"}".formatted(basis(server));
		this.town.cloudflare().faults().on(Calls.PUT_CONFIGURATION).always().status(503);

		assertThat(api.get(address).body()).contains("\"hostname\":\"" + server.spec().hostname());
		assertThat(api.json("POST", address + "/forget", "{}").statusCode()).isEqualTo(422);
		assertThat(api.json("POST", address + "/forget", "{\"basis\": \"0\"}").statusCode()).isEqualTo(409);
		assertThat(api.json("POST", address + "/forget", order).statusCode()).isEqualTo(202);
		assertThat(api.json("POST", address + "/forget", order).statusCode()).isEqualTo(202);
		assertThat(this.admin.get("/servers/%s/stranded-records".formatted(server.id())).body())
			.contains("The removal continues without the record")
			.doesNotContain("<button type=\"submit\" class=\"btn btn-danger\"");
		assertThat(this.admin.get("/servers/%s/progress".formatted(server.id())).body())
			.contains("A person had Postern forget the DNS record");

		this.town.cloudflare().faults().clear();
		this.town.awaitGone(server.id());
		assertThat(api.json("POST", address + "/forget", order).statusCode()).isEqualTo(404);
	}

	@Test
	void whatPosternCanRemoveIsNotForgotten() {
		Server standing = this.town.settled(this.town.draft("standing"));
		Server leaving = this.town.settled(this.town.draft("leaving"));
		this.town.cloudflare().faults().on(Calls.DELETE_DNS).always().status(503);
		this.town.servers().retire(leaving.id(), ServersFixture.ADA);
		this.town.awaitPhase(leaving.id(), Phase.FAILED);

		HttpResponse<String> ofStanding = this.admin.get("/servers/%s/stranded-records".formatted(standing.id()));
		HttpResponse<String> ofLeaving = this.admin.get("/servers/%s/stranded-records".formatted(leaving.id()));
		HttpResponse<String> byApi = this.portal.api(DemoPerson.ADMIN)
			.json("POST", "/api/v1/servers/%s/stranded-records/forget".formatted(leaving.id()), "{\"basis\": \"0\"}");

		assertThat(ofStanding.statusCode()).isEqualTo(409);
		assertThat(ofStanding.body())
			.contains("There is nothing to forget here", "is not being removed",
					"href=\"/servers/%s\"".formatted(standing.id()))
			.doesNotContain("Somebody was quicker");
		assertThat(ofLeaving.statusCode()).isEqualTo(409);
		assertThat(ofLeaving.body()).contains("There is nothing to forget here", "finishes the removal by itself");
		assertThat(byApi.statusCode()).isEqualTo(409);
		assertThat(byApi.body()).contains("Nothing was forgotten").doesNotContain("Somebody was quicker");
	}

	@Test
	void whoRemovesAServerInALostZoneIsToldThatTheRemovalWaits() {
		Server server = inALostZone("waits");
		this.admin.postFrom("/servers/%s/progress".formatted(server.id()),
				"/servers/%s/reconcile".formatted(server.id()), Map.of());
		this.town.awaitProblem(server.id(), "zone-gone");

		assertThat(this.admin.get("/servers/%s/remove".formatted(server.id())).body())
			.contains("cannot read the zone of " + server.spec().hostname(), "the DNS record is to be forgotten",
					"whoever gets in now still does")
			.doesNotContain("first its DNS record", "Nobody can connect to");
	}

	private Server removedInALostZone(String name) {
		Server server = inALostZone(name);
		this.town.servers().retire(server.id(), ServersFixture.ADA);
		return this.town.awaitProblem(server.id(), "zone-gone");
	}

	private Server inALostZone(String name) {
		String domain = "%s-%d.example".formatted(name, System.nanoTime());
		ZoneId zone = this.town.cloudflare().addZone(domain);
		this.town.settled(this.town.draft("beside"));
		Server server = this.town
			.settled(Drafts.with(this.town.draft(name), "hostname", "ssh-%s.%s".formatted(name, domain)));
		this.town.cloudflare().removeZone(zone);
		return server;
	}

	private String basis(Server server) {
		return stranded(server).path("basis").asString();
	}

	private JsonNode stranded(Server server) {
		return JsonMapper.shared()
			.readTree(this.portal.api(DemoPerson.ADMIN)
				.get("/api/v1/servers/%s/stranded-records".formatted(server.id()))
				.body());
	}

}
