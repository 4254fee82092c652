package dev.postern.reconcile;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.Phase;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerFilter;
import dev.postern.servers.Servers;
import dev.postern.tunnels.Connection;
import dev.postern.tunnels.TunnelStandings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether people get through to servers that stand as wanted, from look to look. */
@ReconcileTest
class ConnectorStandingTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private TunnelStandings standings;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	private TunnelId tunnel = new TunnelId(new UUID(0, 0));

	private UUID connector = new UUID(0, 0);

	@AfterEach
	void usual() {
		this.cloudflare.behaviour().connectorLag(Duration.ZERO);
		this.cloudflare.faults().clear();
	}

	@Test
	void aConnectorThatStopsIsSeenByTheNextLookAndOneThatReturnsToo() {
		Server server = readyWith(1);
		becomes(server, Connection.State.WORKS);
		assertThat(isCutOff(server)).isFalse();

		this.cloudflare.removeConnector(this.tunnel, this.connector);
		this.reconciler.request(this.tunnel);

		becomes(server, Connection.State.DOWN);
		assertThat(isCutOff(server)).isTrue();
		this.site.quiet();
		assertThat(this.site.now(server.id()).phase()).as("all of it stands as it should").isEqualTo(Phase.READY);

		this.cloudflare.addConnector(this.tunnel);
		this.reconciler.request(this.tunnel);

		becomes(server, Connection.State.WORKS);
		assertThat(isCutOff(server)).isFalse();
		Server now = this.site.now(server.id());
		assertThat(now.problem(now.connection(this.standings.now()))).isNull();
	}

	@Test
	void aConnectorThatDoesNotHaveTheRuleYetIsAskedAgainUntilItHas() {
		this.cloudflare.behaviour().connectorLag(Duration.ofHours(1));
		Server server = readyWith(1);

		becomes(server, Connection.State.BEHIND);
		assertThat(isCutOff(server)).isTrue();

		this.cloudflare.behaviour().connectorLag(Duration.ZERO);
		this.reconciler.request(this.tunnel);
		becomes(server, Connection.State.WORKS);
	}

	@Test
	void onceTheConnectorsHaveTheRulesTheyAreNotAskedAgain() {
		Server server = readyWith(2);
		becomes(server, Connection.State.WORKS);
		this.site.quiet();
		long asked = connectorCalls();

		this.reconciler.request(this.tunnel);
		this.site.quiet();
		noJobs();

		assertThat(connectorCalls()).isEqualTo(asked);
		assertThat(this.standings.now().tunnels()).containsKey(this.tunnel);
	}

	@Test
	void whatCannotBeReadLeavesWhatWasSeen() {
		Server server = readyWith(1);
		becomes(server, Connection.State.WORKS);
		this.cloudflare.faults().on(Calls.GET_TUNNEL).always().status(503);
		this.cloudflare.removeConnector(this.tunnel, this.connector);

		this.reconciler.request(this.tunnel);
		this.site.quiet();

		assertThat(connection(server).state()).isEqualTo(Connection.State.WORKS);
	}

	private Server readyWith(int connectors) {
		this.tunnel = this.cloudflare.addTunnel("standing-" + ReconcileFixture.newHostname());
		for (int i = 0; i < connectors; i++) {
			this.connector = this.cloudflare.addConnector(this.tunnel);
		}
		return ready();
	}

	private Server ready() {
		String hostname = ReconcileFixture.newHostname();
		return this.site.ready(
				this.servers
					.register(this.site.draft(hostname, this.tunnel, "ssh://10.0.0.9:22", "dev@example.com"),
							ReconcileFixture.ADMIN)
					.id());
	}

	private void becomes(Server server, Connection.State state) {
		Awaitility.await("connection is " + state)
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(connection(server).state()).isEqualTo(state));
	}

	private Connection connection(Server server) {
		return this.site.now(server.id()).connection(this.standings.now());
	}

	/** As the list of servers finds it. */
	private boolean isCutOff(Server server) {
		boolean found = finds(server, true);
		assertThat(finds(server, false)).isNotEqualTo(found);
		return found;
	}

	private boolean finds(Server server, boolean cutOff) {
		return this.servers
			.search(new ServerFilter(server.spec().name(), Set.of(Phase.READY), this.tunnel, cutOff, Set.of()), null,
					50)
			.items()
			.stream()
			.anyMatch((one) -> one.id().equals(server.id()));
	}

	private void noJobs() {
		Awaitility.await("no look at connectors under way")
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'connectors'")
				.query(Integer.class)
				.single() == 0);
	}

	private long connectorCalls() {
		return this.cloudflare.journal().matching((call) -> call.path().endsWith(this.tunnel + "/connections")).size();
	}

}
