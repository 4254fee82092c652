package dev.postern.reconcile.web;

import java.net.http.HttpResponse;
import java.util.Map;

import dev.postern.fake.FakeCloudflare;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told of a server once its removal is finished. */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovedServerPagesTests {

	private static final String[] HTMX = { "HX-Request", "true" };

	private final Portal portal;

	private final ServersFixture town;

	private Server server;

	private Browser admin;

	@Autowired
	RemovedServerPagesTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.town = new ServersFixture(cloudflare, servers);
	}

	@BeforeAll
	void removeAServer() {
		this.admin = this.portal.as(DemoPerson.ADMIN);
		this.server = this.town.settled(this.town.draft("gone"));
		this.admin.postFrom(of("remove"), of("remove"), Map.of("confirm", this.server.spec().name()));
		this.town.awaitGone(this.server.id());
	}

	@Test
	void itsAddressTellsThatItWasRemovedWhenAndByWhom() {
		HttpResponse<String> page = this.admin.get("/servers/" + this.server.id());

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body())
			.contains(this.server.spec().name() + " was removed: nothing of it is left at Cloudflare",
					DemoPerson.ADMIN.email() + " asked for the removal at", "<time", "ada@example.com registered it",
					"Postern finished its removal", "/audit?server=" + this.server.id())
			.doesNotContain("??", "being removed", "hx-get=\"/servers/%s/progress".formatted(this.server.id()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "progress", "progress?seen=0&until=0", "plan", "reachability/panel" })
	void aPartOfAPageThatIsStillOpenLeadsThere(String part) {
		HttpResponse<String> answer = this.admin.get(of(part), HTMX);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
		assertThat(answer.headers().firstValue("HX-Location").orElseThrow())
			.contains("\"path\":\"/servers/%s\"".formatted(this.server.id()), "\"target\":\"#content\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "progress?until=1", "plan", "runs", "edit", "machines", "remove", "removal-plan",
			"reachability", "stranded-records" })
	void everyPageOfItLeadsThere(String page) {
		HttpResponse<String> answer = this.admin.get(of(page));

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/servers/" + this.server.id());
	}

	@Test
	void itsRunsAreShownAsLongAsTheyAreKept() {
		HttpResponse<String> runs = this.admin.get(of("runs"), HTMX);

		assertThat(runs.statusCode()).isEqualTo(200);
		assertThat(runs.body()).contains("delete", this.server.spec().hostname().value()).doesNotContain("All runs");
	}

	@Test
	void programsAndThoseWhoDoNotSeeServersFindNothing() {
		assertThat(this.portal.api(DemoPerson.ADMIN).get("/api/v1" + of("status")).statusCode()).isEqualTo(404);
		assertThat(this.portal.api(DemoPerson.ADMIN).get("/api/v1" + of("status")).headers().firstValue("Content-Type"))
			.hasValue("application/problem+json");
		assertThat(this.portal.as(DemoPerson.AUDITOR).get(of("reachability")).statusCode()).isEqualTo(404);
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/servers/" + this.server.id()).statusCode())
			.isEqualTo(403);
	}

	private String of(String path) {
		return "/servers/%s/%s".formatted(this.server.id(), path);
	}

}
