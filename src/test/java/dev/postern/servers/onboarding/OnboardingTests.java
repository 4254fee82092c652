package dev.postern.servers.onboarding;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.lifecycle.TunnelCreation;
import dev.postern.tunnels.lifecycle.TunnelDelivery;
import dev.postern.tunnels.lifecycle.TunnelInUse;
import dev.postern.tunnels.lifecycle.TunnelRemoval;
import dev.postern.tunnels.lifecycle.TunnelUse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Where a host is on its way to the first login, as far as there is something of it. */
@CompanyTest
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OnboardingTests {

	private static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private static final Pattern STEP = Pattern.compile("data-step=\"([a-z]+)\" data-state=\"([a-z]+)\"");

	private final Browser admin;

	private final FakeCloudflare cloudflare;

	private final Tunnels tunnels;

	private final TunnelCreation creation;

	private final TunnelRemoval removal;

	private final Servers servers;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	OnboardingTests(Portal portal, FakeCloudflare cloudflare, Tunnels tunnels, TunnelCreation creation,
			TunnelRemoval removal, Servers servers, JdbcClient jdbc) {
		this.admin = portal.as(DemoPerson.ADMIN);
		this.cloudflare = cloudflare;
		this.tunnels = tunnels;
		this.creation = creation;
		this.removal = removal;
		this.servers = servers;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@AfterEach
	void mend() {
		this.cloudflare.faults().clear();
	}

	@BeforeEach
	void empty() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM made_tunnel").update();
		this.jdbc.sql("DELETE FROM port_check").update();
		this.jdbc.sql("DELETE FROM login_event").update();
		DemoAccount.empty(this.cloudflare);
		this.cloudflare.addZone("example.jp");
		this.tunnels.fresh();
	}

	@Test
	void aHostIsLedFromNothingToTheFirstLogin() {
		assertThat(steps("/onboarding")).isEqualTo(
				"host now, tunnel later, connector later, server later, people later," + " login later, port later");
		assertThat(steps("/onboarding?host=ready")).startsWith("host done, tunnel now");

		TunnelId tunnel = ((TunnelDelivery.Made) this.creation.create("office-" + UUID.randomUUID(), ADA)).id();
		assertThat(this.admin.get("/onboarding").headers().firstValue("Location").orElseThrow())
			.endsWith("/onboarding?tunnel=" + tunnel);
		String waiting = this.admin.get("/onboarding?tunnel=" + tunnel).body();
		assertThat(stepsOf(waiting)).startsWith("host done, tunnel done, connector now, server later");
		assertThat(waiting).contains("hx-trigger=\"every 3s\"", "/tunnels/%s#install".formatted(tunnel));

		this.cloudflare.addConnector(tunnel);
		this.tunnels.forgetHealth(tunnel);
		String connected = this.admin.get("/onboarding?tunnel=" + tunnel).body();
		assertThat(stepsOf(connected)).startsWith("host done, tunnel done, connector done, server now");
		assertThat(connected).contains("/servers/new?tunnel=" + tunnel).doesNotContain("hx-trigger=\"every");

		Server server = ready(tunnel);
		String alone = this.admin.get("/onboarding?tunnel=" + tunnel).body();
		assertThat(stepsOf(alone)).contains("server done, people now, login later, port later");
		assertThat(alone).contains("/servers/%s/tell".formatted(server.id()));

		this.data.person("dev@example.com", "Dev");
		String told = this.admin.get("/onboarding?server=" + server.id()).body();
		assertThat(stepsOf(told)).contains("people done, login now, port later");
		assertThat(told).contains("hx-trigger=\"every 15s\"", "one person");

		this.jdbc.sql("""
				INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, server_id, raw)
				VALUES (now(), 'r1', 'login', 'dev@example.com', true, :server, '{}')""")
			.param("server", server.id().value())
			.update();
		String last = this.admin.get("/onboarding?server=" + server.id()).body();
		assertThat(stepsOf(last)).endsWith("login done, port now");
		assertThat(last)
			.contains("dev@example.com came in", "let Postern try the public address",
					"/servers/%s/port-22".formatted(server.id()), "/servers/%s/evidence".formatted(server.id()),
					"/servers/%s/host-keys".formatted(server.id()), "sudo ufw delete allow OpenSSH")
			.doesNotContain("hx-trigger=\"every", "protected first", "did not answer from outside");
		assertThat(this.admin.get("/onboarding").headers().firstValue("Location").orElseThrow())
			.as("its port may be open")
			.endsWith("/onboarding?server=" + server.id());
		tried(server, "CLOSED");
		assertThat(this.admin.get("/onboarding?server=" + server.id()).body())
			.contains("took no connection, but Postern got through by that port nowhere",
					"Look at the check of port 22")
			.doesNotContain("let Postern try the public address");
		assertThat(steps("/onboarding?server=" + server.id())).endsWith("port now");
		tried(server, "OPEN");
		assertThat(this.admin.get("/onboarding?server=" + server.id()).body()).contains("still answers on port 22");
		assertThat(this.admin.get("/onboarding").statusCode()).isEqualTo(303);

		tried(server, "CLOSED");
		assertThat(this.admin.get("/onboarding?server=" + server.id()).body()).contains("This host is set up",
				"Port 22 did not answer from outside.");
		assertThat(steps("/onboarding")).startsWith("host now");
	}

	@Test
	void whatCannotBeAskedIsNotTakenForDone_I3() {
		TunnelId tunnel = ((TunnelDelivery.Made) this.creation.create("office-" + UUID.randomUUID(), ADA)).id();
		this.cloudflare.addConnector(tunnel);
		this.tunnels.forgetHealth(tunnel);
		Fault away = this.cloudflare.faults().on(Calls.GET_TUNNEL).always().status(503);

		assertThat(steps("/onboarding?tunnel=" + tunnel)).startsWith("host done, tunnel done, connector now");
		assertThat(away.fired()).isTrue();
	}

	@Test
	void tunnelOfAServerThatCloudflareDoesNotKnowIsToldAndHidesNothing_I7() {
		TunnelId tunnel = ((TunnelDelivery.Made) this.creation.create("office-" + UUID.randomUUID(), ADA)).id();
		this.servers.register(draft(tunnel), ADA);
		this.tunnels.forgetHealth(tunnel);
		Fault missing = this.cloudflare.faults().on(Calls.GET_TUNNEL).always().missing(1003, "Tunnel not found");

		String path = this.admin.get("/onboarding").headers().firstValue("Location").orElseThrow();
		String page = this.admin.get(path.replaceAll("https?://[^/]+", "")).body();

		assertThat(missing.fired()).isTrue();
		assertThat(stepsOf(page)).startsWith("host done, tunnel now");
		assertThat(page).contains("was deleted, or reads its rules");
	}

	@Test
	void tunnelThatIsGoneIsToldAndThereIsAnother() {
		TunnelId gone = this.cloudflare.addTunnel("gone");
		this.cloudflare.addTunnel("other");
		this.cloudflare.asSomebodyElse().removeTunnel(gone);
		this.tunnels.fresh();

		assertThat(steps("/onboarding?tunnel=" + gone)).startsWith("host done, tunnel now");
		Fault told = this.cloudflare.faults().on(Calls.GET_TUNNEL).always().answers((answer) -> {
			ObjectNode deleted = (ObjectNode) answer.deepCopy();
			((ObjectNode) deleted.path("result")).put("config_src", "cloudflare").put("remote_config", true);
			return deleted;
		});
		this.tunnels.forgetHealth(gone);
		assertThat(steps("/onboarding?tunnel=" + gone)).as("even where Cloudflare tells who had its rules")
			.startsWith("host done, tunnel now");
		assertThat(told.fired()).isTrue();
		told.remove();
		assertThat(this.admin.get("/onboarding?host=ready").body()).contains("Or go on with one that is there",
				"other");
		assertThat(this.admin.get("/onboarding?server=" + UUID.randomUUID()).statusCode()).isEqualTo(404);
		assertThat(this.admin.get("/onboarding?tunnel=" + UUID.randomUUID()).statusCode()).isEqualTo(404);
		assertThat(this.admin.get("/onboarding?tunnel=x").statusCode()).isEqualTo(400);
	}

	@Test
	void serversKeepTheirTunnelAndNoneComesToOneThatGoes() {
		TunnelId used = this.cloudflare.addTunnel("used");
		ServerId server = this.servers.register(draft(used), ADA).id();
		assertThatExceptionOfType(TunnelInUse.class).isThrownBy(() -> this.removal.remove(used, "used", ADA))
			.satisfies((ex) -> assertThat(ex.uses()).extracting(TunnelUse::kind).contains(TunnelUse.Kind.SERVER));
		assertThat(this.admin.get("/tunnels/%s/remove".formatted(used)).body()).contains("/servers/" + server);

		TunnelId going = this.cloudflare.addTunnel("going");
		this.tunnels.fresh();
		assertThat(this.servers.check(draft(going), null)).isNotNull();
		this.jdbc.sql("INSERT INTO tunnel_change (tunnel_id, removal_asked_at) VALUES (:tunnel, now())")
			.param("tunnel", going.value())
			.update();
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.servers.register(draft(going), ADA))
			.satisfies((ex) -> assertThat(ex.problems()).extracting("field", "code")
				.containsExactly(tuple("tunnelId", "servers.error.tunnel.being-removed")));
	}

	private void tried(Server server, String result) {
		this.jdbc.sql("""
				INSERT INTO port_check (id, server_id, checked_at, address, result, addresses, asked_by)
				VALUES (gen_random_uuid(), :server, clock_timestamp(), '203.0.113.9', :result, '[]', 'ada')""")
			.param("server", server.id().value())
			.param("result", result)
			.update();
	}

	private Server ready(TunnelId tunnel) {
		ServerId id = this.servers.register(draft(tunnel), ADA).id();
		return Awaitility.await()
			.until(() -> this.servers.find(id).orElseThrow(), (server) -> server.phase() == Phase.READY);
	}

	private static ServerDraft draft(TunnelId tunnel) {
		String name = "host-" + UUID.randomUUID().toString().substring(0, 8);
		return new ServerDraft(name, "ssh-%s.example.jp".formatted(name), tunnel.toString(), "ssh://localhost:22",
				"deploy", "ssh", "24h", false, "", Drafts.allow("dev@example.com"));
	}

	private String steps(String path) {
		return stepsOf(this.admin.get(path).body());
	}

	private static String stepsOf(String page) {
		List<String> steps = STEP.matcher(page)
			.results()
			.map((match) -> match.group(1) + " " + match.group(2))
			.toList();
		return String.join(", ", steps);
	}

}
