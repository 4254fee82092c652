package dev.postern.reconcile.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Phase;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconcilePagesTests {

	private static final String[] HTMX = { "HX-Request", "true" };

	private static final Pattern CHANGE = Pattern.compile("href=\"(/runs/[^\"]+/changes/\\d+)\"");

	private static final Pattern RUN = Pattern.compile("href=\"(/runs/[0-9a-f-]{36})\"");

	private static final Pattern POLL = Pattern.compile("hx-get=\"([^\"]+/progress[^\"]*)\" hx-trigger=\"([^\"]+)\"");

	private final Portal portal;

	private final ServersFixture town;

	private Server server;

	private Browser admin;

	@Autowired
	ReconcilePagesTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.town = new ServersFixture(cloudflare, servers);
	}

	@BeforeAll
	void registerAServer() {
		this.server = this.town.settled(this.town.draft("db"));
		this.admin = this.portal.as(DemoPerson.ADMIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "progress", "runs", "plan", "removal-plan" })
	void servesAWholePageWithoutHtmxAndAPartWithIt(String path) {
		HttpResponse<String> page = this.admin.get(of(this.server, path));
		HttpResponse<String> part = this.admin.get(of(this.server, path), HTMX);

		assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
		assertThat(page.body()).contains("<main", this.server.spec().name(), "</html>").doesNotContain("??");
		assertThat(part.statusCode()).as(part.body()).isEqualTo(200);
		assertThat(part.body()).doesNotContain("<main", "<html", "??");
		assertThat(part.body()).doesNotContain("style=", "onclick=", "<script");
	}

	@Test
	void showsEachStepOfAReadyServerWithItsEvidence() {
		await().untilAsserted(() -> assertThat(this.admin.get(of(this.server, "progress")).body()).contains(
				"Access application " + this.town.app(this.server),
				this.server.spec().hostname() + " leads to ssh://host.docker.internal:22",
				this.server.spec().hostname() + " leads to " + this.town.tunnel() + ".cfargotunnel.com",
				"works by the new rules", "/history?server=" + this.server.id(), "close port 22"));
	}

	@Test
	void whatStandsAroundTheProgressLearnsTheSameState() {
		String whole = this.admin.get("/servers/" + this.server.id()).body();
		String news = this.admin.get(of(this.server, "progress?seen=0"), HTMX).body();
		String page = this.admin.get(of(this.server, "progress")).body();

		assertThat(whole).containsOnlyOnce("id=\"server-phase\"").contains("id=\"progress\"");
		assertThat(news).containsOnlyOnce("<span id=\"server-phase\" hx-swap-oob=\"innerHTML\">");
		assertThat(page).containsOnlyOnce("id=\"server-phase\"")
			.doesNotContain("<span id=\"server-phase\" hx-swap-oob");
	}

	@Test
	void asksAgainOnlyWhileSomethingGoesOn() {
		String ready = this.admin.get(of(this.server, "progress"), HTMX).body();
		String asked = this.admin
			.get(of(this.server, "progress?until=" + (System.currentTimeMillis() / 1000 + 60)), HTMX)
			.body();

		assertThat(POLL.matcher(ready).find()).isFalse();
		Matcher poll = POLL.matcher(asked);
		assertThat(poll.find()).isTrue();
		assertThat(poll.group(2)).isEqualTo("every 1s");
		await().until(() -> this.admin.get(poll.group(1).replace("&amp;", "&"), HTMX).statusCode() == 204);
	}

	@Test
	void tellsRunsWithEachChangeItsDurationAndCloudflaresAnswer() {
		String body = this.admin.get(of(this.server, "runs")).body();

		assertThat(body).contains("Access application", "ingress rule", "DNS record", this.town.app(this.server),
				"version ", this.server.spec().hostname().value(), " ms</span>");
		assertThat(body).doesNotContain(" open=\"open\"");
	}

	@Test
	void summarisesTheRecentRunsOfAllTunnels() {
		assertThat(this.admin.get("/runs/summary", HTMX).body()).contains("1 server on office-", "done",
				"href=\"/runs\"");
		assertThat(this.admin.get("/runs").body()).contains("Recent runs").containsPattern(RUN);
		String first = RUN.matcher(this.admin.get(of(this.server, "runs")).body())
			.results()
			.map((found) -> found.group(1))
			.reduce((_, later) -> later)
			.orElseThrow();
		assertThat(this.admin.get(first).body()).contains("Access application", "version ",
				this.server.spec().hostname().value(), "1 server on office-");
		assertThat(this.admin.get(first, HTMX).body()).contains("Access application").doesNotContain("<html");
		assertThat(this.admin.get("/runs/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
		Matcher change = CHANGE.matcher(this.admin.get(first).body());
		assertThat(change.find()).isTrue();
		assertThat(this.admin.get(change.group(1)).body()).containsAnyOf("before:", "after:");
		assertThat(this.admin.get(first + "/changes/99").statusCode()).isEqualTo(404);
		assertThat(this.admin.get("/runs?cursor=nonsense").statusCode()).isEqualTo(422);
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/runs").statusCode()).isEqualTo(403);
	}

	@Test
	void saysThatNothingWouldChange() {
		assertThat(this.admin.get(of(this.server, "plan")).body()).contains("Nothing would change.");
	}

	@Test
	void listsWhatARemovalWouldDelete() {
		assertThat(this.admin.get(of(this.server, "removal-plan"), HTMX).body()).contains("DELETE /accounts/",
				"DELETE /zones/", "PUT /accounts/", "−</span>", "wiki-");
	}

	@Test
	void appliesAgainWhenAsked() {
		String hostname = this.server.spec().hostname().value();
		String record = this.town.cloudflare().state().dnsRecord(hostname).orElseThrow().path("id").asString();
		this.town.cloudflare().asSomebodyElse().removeDnsRecord(DnsRecordId.of(record));

		HttpResponse<String> asked = this.admin.postFrom(of(this.server, "progress"), of(this.server, "reconcile"),
				Map.of());

		assertThat(asked.statusCode()).isIn(302, 303);
		await().until(() -> this.town.cloudflare().state().dnsRecord(hostname).isPresent());
		this.town.awaitPhase(this.server.id(), Phase.READY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "progress", "runs", "plan", "removal-plan" })
	void letsOnlyAdministratorsIn(String path) {
		assertThat(this.portal.as(DemoPerson.AUDITOR).get(of(this.server, path)).statusCode()).isEqualTo(403);
		assertThat(this.portal.as(DemoPerson.DEVELOPER).get(of(this.server, path)).statusCode()).isEqualTo(403);
		assertThat(this.portal.anonymous().get(of(this.server, path)).statusCode()).isEqualTo(302);
	}

	@Test
	void doesNotKnowServersThatAreNot() {
		String nobody = "/servers/00000000-0000-4000-8000-000000000000/";

		assertThat(this.admin.get(nobody + "progress").statusCode()).isEqualTo(404);
		assertThat(this.admin.get(nobody + "plan").statusCode()).isEqualTo(404);
		assertThat(this.admin.get(nobody + "progress?seen=0", HTMX).statusCode()).isEqualTo(404);
		assertThat(this.portal.api(DemoPerson.ADMIN).get("/api/v1" + nobody + "status").statusCode()).isEqualTo(404);
	}

	@Test
	void tellsProgramsTheStatusAndThePlan() {
		Browser api = this.portal.api(DemoPerson.ADMIN);

		JsonNode status = json(api.get("/api/v1" + of(this.server, "status")));
		JsonNode plan = json(api.get("/api/v1" + of(this.server, "plan")));

		assertThat(status.path("phase").asString()).isEqualTo("READY");
		assertThat(status.path("generation")).isEqualTo(status.path("appliedGeneration"));
		assertThat(status.path("steps").path(0).path("name").asString()).isEqualTo("PROTECTED");
		assertThat(status.path("steps").path(0).path("state").asString()).isEqualTo("DONE");
		assertThat(status.path("run").path("changes")).isNotEmpty();
		assertThat(plan.path("steps")).isEmpty();
		assertThat(api.json("POST", "/api/v1" + of(this.server, "reconcile"), "").statusCode()).isEqualTo(202);
		assertThat(this.portal.api(DemoPerson.DEVELOPER).get("/api/v1" + of(this.server, "plan")).statusCode())
			.isEqualTo(403);
	}

	@Test
	void tellsProgramsWhatARegistrationWouldDo() {
		Browser api = this.portal.api(DemoPerson.ADMIN);
		String body = JsonMapper.shared().writeValueAsString(this.town.draft("next"));

		JsonNode plan = json(api.json("POST", "/api/v1/servers/preview", body));
		HttpResponse<String> refused = api.json("POST", "/api/v1/servers/preview", "{\"name\": \"x y\"}");

		assertThat(plan.path("steps")).hasSize(3);
		assertThat(plan.path("steps").path(0).path("request").path("body").path("type").asString()).isEqualTo("ssh");
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	@Test
	void sendsExactlyWhatThePreviewShowed() {
		ServerDraft draft = this.town.draft("shown");
		JsonNode plan = json(this.portal.api(DemoPerson.ADMIN)
			.json("POST", "/api/v1/servers/preview", JsonMapper.shared().writeValueAsString(draft)));
		this.town.cloudflare().journal().clear();

		Server registered = this.town.settled(draft);

		assertThat(registered.phase()).isEqualTo(Phase.READY);
		List<String> shown = plan.path("steps")
			.valueStream()
			.map((step) -> step.path("request"))
			.map((request) -> told(request.path("method").asString(), request.path("path").asString(),
					request.path("body")))
			.map((text) -> text.replace("<the id that the server gets>", registered.id().toString()))
			.toList();
		List<String> sent = this.town.cloudflare()
			.journal()
			.committed()
			.stream()
			.filter((entry) -> !entry.method().equals("GET"))
			.map((entry) -> told(entry.method(), entry.path(), entry.body()))
			.toList();
		assertThat(sent).containsExactlyElementsOf(shown);
	}

	private static String told(String method, String path, @Nullable JsonNode body) {
		return "%s %s %s".formatted(method, path, body);
	}

	private static String of(Server server, String path) {
		return "/servers/%s/%s".formatted(server.id(), path);
	}

	private static JsonNode json(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
