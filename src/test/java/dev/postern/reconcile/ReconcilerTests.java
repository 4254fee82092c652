package dev.postern.reconcile;

import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tunnels.Tunnels;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole way from an edit to what Cloudflare holds. */
@ReconcileTest
class ReconcilerTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private Tunnels tunnels;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	@Test
	void registrationProtectsThenRoutesThenExposesInTenRequests() {
		warmUp();
		String hostname = ReconcileFixture.newHostname();

		this.site.registered(hostname);

		assertThat(this.site.writes()).containsExactly("POST app", "PUT configuration", "POST dns");
		assertThat(this.cloudflare.journal().all()).as("all requests of a registration")
			.filteredOn((entry) -> !isLookAtConnectors(entry))
			.hasSizeLessThanOrEqualTo(10);
		this.site.assertStands(hostname, "ssh://host.docker.internal:22");
	}

	@Test
	void removalConcealsThenUnroutesThenUnprotects() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.journal().clear();

		this.site.retire(server);
		this.site.gone(server.id());

		assertThat(this.site.calls()).as("looks for ways in before the application goes")
			.containsSubsequence("DELETE dns", "GET dns", "DELETE app");
		assertThat(this.site.writes()).containsExactly("DELETE dns", "PUT configuration", "DELETE app");
		this.site.assertNothingLeft(hostname);
	}

	@Test
	void lookingAtATunnelThatIsAsItShouldBeWritesNothing() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		this.cloudflare.journal().clear();

		this.reconciler.request(this.site.tunnel);
		this.site.quiet();

		assertThat(this.site.calls()).containsExactlyInAnyOrder("GET configuration", "GET app", "GET dns");
		assertThat(this.site.now(server.id()).phase()).isEqualTo(Phase.READY);
	}

	@Test
	void foreignRulesComeOutAsTheyWentIn_I2() {
		List<JsonNode> before = this.cloudflare.state().ingress(this.site.tunnel);
		String top = top();
		Server server = this.site.registered(ReconcileFixture.newHostname());

		this.site.edit(server, this.site.draft(server.spec().hostname().value(), this.site.tunnel,
				"ssh://10.0.0.9:2222", "dev@example.com"));
		this.site.ready(server.id());
		assertThat(foreignRules(server)).isEqualTo(texts(before));
		assertThat(this.cloudflare.exposure(server.spec().hostname().value()).service())
			.contains("ssh://10.0.0.9:2222");
		this.site.retire(server);
		this.site.gone(server.id());

		assertThat(texts(this.cloudflare.state().ingress(this.site.tunnel))).isEqualTo(texts(before));
		assertThat(top()).isEqualTo(top);
	}

	@Test
	void theNewHostIsMatchedBeforeTheWildcardThatWouldSwallowIt() {
		String hostname = ReconcileFixture.newHostname();

		this.site.registered(hostname);

		List<String> order = this.cloudflare.state().ingressHostnames(this.site.tunnel);
		assertThat(order.indexOf(hostname)).isLessThan(order.indexOf("*.example.jp"));
	}

	@Test
	void aServerMovesToAnotherTunnelAndLeavesNothingBehind() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String hostname = server.spec().hostname().value();
		TunnelId other = this.cloudflare.addTunnel("other");

		this.site.edit(server, this.site.draft(hostname, other, "ssh://10.0.0.9:22", "dev@example.com"));
		this.site.ready(server.id());
		this.site.quiet();

		assertThat(this.cloudflare.state().ingressHostnames(other)).containsExactly(hostname);
		assertThat(this.cloudflare.state().ingressHostnames(this.site.tunnel)).doesNotContain(hostname);
		assertThat(this.cloudflare.exposure(hostname).service()).contains("ssh://10.0.0.9:22");
		assertThat(
				this.cloudflare.state().apps().stream().filter((app) -> app.path("domain").asString().equals(hostname)))
			.hasSize(1);
	}

	@Test
	void aChangedHostnameLeavesNothingOfTheOldOne() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String old = server.spec().hostname().value();
		String hostname = ReconcileFixture.newHostname();

		this.site.edit(server, this.site.draft(hostname));
		this.site.ready(server.id());
		this.site.quiet();

		this.site.assertStands(hostname, "ssh://host.docker.internal:22");
		this.site.assertNothingLeft(old);
	}

	@Test
	void anApplicationOfAnotherTypeIsMadeAgainBehindAClosedGate_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		var draft = this.site.draft(server.spec().hostname().value());

		this.site.edit(server,
				new ServerDraft(draft.name(), draft.hostname(), draft.tunnelId(), draft.service(), draft.loginUser(),
						"self_hosted", draft.sessionDuration(), draft.enforceAtConnector(), draft.description(),
						draft.policies()));
		this.site.ready(server.id());

		assertThat(this.cloudflare.state().app(server.spec().hostname().value()).orElseThrow().path("type").asString())
			.isEqualTo("self_hosted");
		this.site.assertStands(server.spec().hostname().value(), "ssh://host.docker.internal:22");
	}

	@Test
	void theConnectorChecksTheTokenWhereThatIsWanted() {
		var draft = this.site.draft(ReconcileFixture.newHostname());
		Server server = this.servers.register(
				new ServerDraft(draft.name(), draft.hostname(), draft.tunnelId(), draft.service(), draft.loginUser(),
						draft.applicationType(), draft.sessionDuration(), true, draft.description(), draft.policies()),
				ReconcileFixture.ADMIN);
		this.site.ready(server.id());

		JsonNode app = this.cloudflare.state().app(server.spec().hostname().value()).orElseThrow();
		JsonNode rule = this.cloudflare.state()
			.ingress(this.site.tunnel)
			.stream()
			.filter((one) -> one.path("hostname").asString("").equals(server.spec().hostname().value()))
			.findFirst()
			.orElseThrow();
		assertThat(rule.at("/originRequest/access/required").asBoolean()).isTrue();
		assertThat(rule.at("/originRequest/access/audTag/0").asString()).isEqualTo(app.path("aud").asString());
	}

	@Test
	void somebodyElsesEditBetweenTheLookAndTheWriteIsKept_I6() {
		this.cloudflare.faults()
			.on(Calls.GET_CONFIGURATION)
			.nth(2)
			.run(() -> this.cloudflare.asSomebodyElse().addRule(this.site.tunnel, "late.example.jp", "http://late"));

		Server server = this.site.registered(ReconcileFixture.newHostname());

		assertThat(this.cloudflare.state().ingressHostnames(this.site.tunnel)).contains("late.example.jp",
				server.spec().hostname().value());
	}

	@Test
	void somebodyElsesEditInTheSameInstantIsReported_I6() {
		this.cloudflare.faults()
			.beforeNext(Calls.PUT_CONFIGURATION,
					() -> this.cloudflare.asSomebodyElse().addRule(this.site.tunnel, "lost.example.jp", "http://lost"));

		this.site.registered(ReconcileFixture.newHostname());

		assertThat(this.jdbc.sql(
				"SELECT problem ->> 'code' FROM reconcile_run WHERE tunnel_id = :tunnel ORDER BY started_at DESC LIMIT 1")
			.param("tunnel", this.site.tunnel.value())
			.query(String.class)
			.single()).isEqualTo("edit-overwritten");
		assertThat(this.cloudflare.watch().violations()).isNotEmpty();
		this.cloudflare.watch().forgive();
		this.cloudflare.asSomebodyElse().addRule(this.site.tunnel, "lost.example.jp", "http://lost");
	}

	@Test
	void whatSomebodyTookAwayIsBroughtBackProtectedFirst_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String hostname = server.spec().hostname().value();
		String id = this.cloudflare.state().app(hostname).orElseThrow().path("id").asString();
		this.cloudflare.asSomebodyElse().removeApp(AccessAppId.of(id));
		this.cloudflare.journal().clear();

		this.reconciler.request(this.site.tunnel);
		this.site.quiet();

		assertThat(this.site.writes()).containsExactly("POST app");
		this.site.assertStands(hostname, "ssh://host.docker.internal:22");
	}

	@Test
	void aServerWhoseProtectionIsRefusedIsShutAndNotLeftOpen_I1() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String hostname = server.spec().hostname().value();
		String id = this.cloudflare.state().app(hostname).orElseThrow().path("id").asString();
		this.cloudflare.asSomebodyElse().removeApp(AccessAppId.of(id));
		var refusal = this.cloudflare.faults()
			.on(Calls.CREATE_APP)
			.always()
			.refused(12130, "access.api.error.invalid_request: no");

		this.reconciler.request(this.site.tunnel);
		this.site.reaches(server.id(), Phase.HELD);
		refusal.remove();

		assertThat(this.cloudflare.exposure(hostname).isRouted()).isFalse();
	}

	private void warmUp() {
		Awaitility.await("the catalogue has the tunnel")
			.until(() -> this.tunnels.find(this.site.tunnel).isPresent()
					&& this.tunnels.catalogue().tunnel(this.site.tunnel).isPresent());
		this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		this.cloudflare.journal().clear();
	}

	private String top() {
		JsonNode config = this.cloudflare.state().configuration(this.site.tunnel).deepCopy();
		((ObjectNode) config).remove("ingress");
		return config.toString();
	}

	private List<String> foreignRules(Server server) {
		return texts(this.cloudflare.state()
			.ingress(this.site.tunnel)
			.stream()
			.filter((rule) -> !rule.path("hostname").asString("").equals(server.spec().hostname().value()))
			.toList());
	}

	private static List<String> texts(List<JsonNode> rules) {
		return rules.stream().map(JsonNode::toString).toList();
	}

	/**
	 * Connectors of all tunnels are looked at in the background, whatever else is done.
	 */
	private static boolean isLookAtConnectors(JournalEntry entry) {
		return entry.path().endsWith("/connections");
	}

}
