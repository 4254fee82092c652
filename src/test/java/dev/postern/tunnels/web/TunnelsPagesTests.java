package dev.postern.tunnels.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import dev.postern.cloudflare.preflight.Preflight;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Calls;
import dev.postern.fake.kernel.Json;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import dev.postern.tunnels.Tunnels;
import org.junit.jupiter.api.BeforeEach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TunnelsPagesTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private TunnelId office = TunnelId.of("00000000-0000-4000-8000-000000000000");

	private final Tunnels tunnels;

	private final Preflight preflight;

	private final JdbcClient jdbc;

	TunnelsPagesTests(Portal portal, FakeCloudflare cloudflare, Tunnels tunnels, Preflight preflight, JdbcClient jdbc) {
		this.tunnels = tunnels;
		this.preflight = preflight;
		this.jdbc = jdbc;
		this.portal = portal;
		this.cloudflare = cloudflare;
		DemoAccount.empty(cloudflare);
	}

	@BeforeEach
	void aTunnelThatNobodyHasSeen() {
		this.cloudflare.faults().clear();
		forgetTheLastCheck();
		this.office = this.cloudflare.addTunnel("office-" + UUID.randomUUID());
	}

	@Test
	void showsATunnelItsConnectorsAndHowToRunOne() {
		this.cloudflare.addConnector(this.office);
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).get("/tunnels/" + this.office);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body())
			.contains("office", "connected", "2026.8.2", "4 to 4 data centres", "host.docker.internal:host-gateway",
					"--token-file", "THE-TOKEN-OF-THE-TUNNEL", "ams01, ams17, fra03, fra08", "A connector is connected",
					"No server is on this tunnel")
			.doesNotContain("class=\"problem\"");
		assertThat(this.cloudflare.journal().matching((call) -> call.path().endsWith("/token"))).isEmpty();
	}

	@Test
	void tellsWhatIsWrongWithATunnel() {
		TunnelId local = this.cloudflare.addTunnel("by-file", "local");
		assertThat(tunnelPage(local)).contains("reads its rules from a file", "No connector is connected.");

		TunnelId running = this.cloudflare.addTunnel("by-running-file", "local");
		this.cloudflare.addConnector(running);
		assertThat(tunnelPage(running)).contains("from its own file").doesNotContain(">version ");
		this.cloudflare.asSomebodyElse().removeTunnel(this.office);
		assertThat(tunnelPage(this.office)).contains("was deleted at Cloudflare").doesNotContain("No connector");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/tunnels/22222222-a4ef-4643-bbbc-4a0ed4fc8415").statusCode())
			.isEqualTo(404);
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/tunnels/office").statusCode()).isEqualTo(400);
	}

	@Test
	void saysOfATunnelThatTurnedToAFileWhatThatMeansAndHowToTurnItBack() {
		this.cloudflare.addConnector(this.office);
		this.cloudflare.manageLocally(this.office);

		assertThat(tunnelPage(this.office)).contains("reads its rules from a file",
				"Who gets in is still kept as wanted", "Turn it back to being managed at Cloudflare",
				"Servers that this concerns", "No server is on this tunnel");
	}

	@Test
	void saysOfADeletedTunnelWhereItsServersCanGo() {
		this.cloudflare.asSomebodyElse().removeTunnel(this.office);

		assertThat(tunnelPage(this.office)).contains("was deleted at Cloudflare",
				"keeps their applications and DNS records", "does not come back", "edit each of these servers",
				"Servers that this concerns", "No server is on this tunnel");
	}

	@Test
	void saysOfATunnelWithoutAConnectorHowToStartOne() {
		UUID connector = this.cloudflare.addConnector(this.office);
		this.cloudflare.removeConnector(this.office, connector);

		assertThat(tunnelPage(this.office)).contains("No connector is connected.",
				"Nobody reaches the servers on this tunnel", "Start cloudflared with what stands under",
				"tunnel --no-autoupdate run", "Servers that this concerns");
	}

	@Test
	void saysOfARenamedTunnelThatNothingIsToBeDone() {
		this.cloudflare.addConnector(this.office);
		assertThat(this.tunnels.find(this.office)).isPresent();
		String former = this.tunnels.find(this.office).orElseThrow().name();
		this.cloudflare.asSomebodyElse()
			.call("PATCH", "/accounts/{account}/cfd_tunnel/" + this.office,
					JsonMapper.shared().createObjectNode().put("name", "lab-" + this.office));

		assertThat(tunnelPage(this.office))
			.contains("lab-" + this.office, "was called " + former + " before", "nothing has to be done")
			.doesNotContain("class=\"problem\"", "Servers that this concerns");
	}

	@Test
	void listsTunnelsAndZones() {
		this.cloudflare.addConnector(this.office);
		this.cloudflare.addZone("example.jp");
		this.tunnels.find(this.office);
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/tunnels").body()).contains("/tunnels/" + this.office,
				"kept at Cloudflare", "example.jp");
	}

	@Test
	void saysWhenCloudflareCanNotBeAsked() {
		this.cloudflare.faults().on(Calls.GET_TUNNEL).always().status(503);
		String page = tunnelPage(this.office);
		assertThat(page).contains("Cloudflare can’t be asked right now.", "People who are connected stay connected",
				"Reload the page");
	}

	@Test
	void saysWhereCloudflareExplainsWhyItCanNotBeAsked() {
		this.cloudflare.faults().on(Calls.GET_TUNNEL).always().forbidden();
		assertThat(tunnelPage(this.office)).contains("href=\"%s\"".formatted(ApiException.DOCUMENTATION));
	}

	@Test
	void saysWhatTheAccountLacks() {
		this.cloudflare.faults().on(Calls.LIST_LOGINS).always().forbidden();
		HttpResponse<String> answer = this.portal.as(DemoPerson.ADMIN).postFrom("/tunnels", "/tunnels/check", Map.of());
		assertThat(answer.statusCode()).isEqualTo(302);
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/tunnels").body()).contains("The login log cannot be read.",
				"Access: Audit Logs Read");
		assertThat(this.portal.as(DemoPerson.ADMIN).get("/tunnels/summary").body())
			.contains("The login log cannot be read.");
	}

	@Test
	void saysWhatTheSettingsOfTheAccountMeanAndWhereCloudflareExplainsARefusal() {
		this.cloudflare.faults().on(Calls.LIST_LOGINS).always().forbidden();
		this.cloudflare.asSomebodyElse().call("PUT", "/accounts/{account}/access/organizations", Json.parse("""
				{"deny_unmatched_requests": true, "deny_unmatched_requests_exempted_zone_names": ["example.org"],
				 "strict_service_token_auth": false, "service_token_inactivity": {"enabled": true, "days": 45}}"""));

		this.portal.as(DemoPerson.ADMIN).postFrom("/tunnels", "/tunnels/check", Map.of());

		String page = this.portal.as(DemoPerson.ADMIN).get("/tunnels").body();
		assertThat(page).contains("but not in these zones: example.org.", "waits for somebody at a browser",
				"that no policy names for 45 days", "Administrators of the account can change Access in the dashboard.",
				"rel=\"noopener noreferrer\" href=\"%s\"".formatted(ApiException.DOCUMENTATION));
	}

	@Test
	void manyClicksAskCloudflareOnce() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		String csrf = Browser.csrf(admin.get("/tunnels")).orElseThrow();
		this.cloudflare.journal().clear();
		this.cloudflare.faults().on(Calls.VERIFY_TOKEN).always().latency(Duration.ofMillis(300));

		try (ExecutorService clicks = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 10; i++) {
				clicks.execute(() -> admin.post("/tunnels/check", Map.of("_csrf", csrf)));
			}
		}

		assertThat(this.cloudflare.journal().matching((call) -> call.path().endsWith("/user/tokens/verify")))
			.hasSize(1);
		assertThat(this.jdbc
			.sql("SELECT count(*) FROM audit_event WHERE action = 'account.checked' "
					+ "AND actor_name = 'admin@example.com' AND via = 'browser'")
			.query(Long.class)
			.single()).isGreaterThanOrEqualTo(10);
	}

	@Test
	void theHomePageShowsHowTunnelsAre() {
		HttpResponse<String> summary = this.portal.as(DemoPerson.ADMIN).get("/tunnels/summary");
		assertThat(summary.statusCode()).isEqualTo(200);
		assertThat(summary.body()).contains("/tunnels").doesNotContain("<html");
	}

	@Test
	void theApiTellsTunnelsPartByPart() {
		this.tunnels.find(this.office);
		HttpResponse<String> answer = this.portal.api(DemoPerson.ADMIN).get("/api/v1/tunnels?size=1");
		assertThat(answer.statusCode()).isEqualTo(200);
		JsonNode first = JsonMapper.shared().readTree(answer.body());
		assertThat(first.get("items")).hasSize(1);
		assertThat(first.get("items").get(0).get("remotelyManaged").isBoolean()).isTrue();
		assertThat(this.portal.api(DemoPerson.ADMIN).get("/api/v1/tunnels?size=0").statusCode()).isEqualTo(422);
		assertThat(this.portal.api(DemoPerson.DEVELOPER).get("/api/v1/tunnels").statusCode()).isEqualTo(403);
	}

	/** So that a check is not taken for one of the test before. */
	@SuppressWarnings("unchecked")
	private void forgetTheLastCheck() {
		Object last = ReflectionTestUtils.getField(this.preflight, "last");
		((AtomicReference<@Nullable Object>) Objects.requireNonNull(last)).set(null);
	}

	private String tunnelPage(TunnelId id) {
		return this.portal.as(DemoPerson.ADMIN).get("/tunnels/" + id).body();
	}

}
