package dev.postern.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.watch.JournalEntry;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ZoneId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing leads to a server before Cloudflare is sure to ask its application (I1). */
@ReconcileTest
@TestPropertySource(properties = "postern.reconcile.enforcement-delay=3s")
class EnforcementDelayTests {

	private static final Duration DELAY = Duration.ofSeconds(3);

	private static final String SERVICE = "ssh://host.docker.internal:22";

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private Servers servers;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private RecordForgetting forgetting;

	@Autowired
	private ReconcileFixture site;

	@Test
	void nothingLeadsToAServerBeforeItsNewApplicationIsInForce_I1() {
		String hostname = ReconcileFixture.newHostname();
		this.cloudflare.journal().clear();

		Server waiting = waits(this.site.register(hostname));

		assertThat(waiting.phase()).isEqualTo(Phase.APPLYING);
		assertThat(waiting.problem()).extracting(Problem::retryAt).isNotNull();
		assertThat(this.site.writes()).containsExactly("POST app");
		Awaitility.await("one job is left").until(() -> jobs() == 1);
		assertThat(lastRun()).isEqualTo("DONE");
		this.reconciler.request(this.site.tunnel);
		this.site.ready(waiting.id());
		this.site.assertStands(hostname, SERVICE);
		assertThat(this.site.writes()).containsExactly("POST app", "PUT configuration", "POST dns");
		assertThat(first(Calls.PUT_CONFIGURATION)).isAfterOrEqualTo(first(Calls.CREATE_APP).plus(DELAY));
	}

	@Test
	void anApplicationWhoseAnswerWasLostIsNewToo_I1() {
		Fault lost = this.cloudflare.faults().on(Calls.CREATE_APP.mentioning("domain")).nth(1).cutAfterCommit();
		String hostname = ReconcileFixture.newHostname();
		this.cloudflare.journal().clear();

		Server server = this.site.register(hostname);

		this.site.ready(server.id());
		assertThat(lost.fired()).isTrue();
		assertThat(this.site.writes()).containsExactly("POST app", "PUT configuration", "POST dns");
		assertThat(first(Calls.PUT_CONFIGURATION)).isAfterOrEqualTo(first(Calls.CREATE_APP).plus(DELAY));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whereTheRecordStaysTheApplicationStaysUntilConnectorsHaveLostTheRule_I1(boolean answered) {
		this.site.registered(ReconcileFixture.newHostname());
		String name = "out-of-sight-%s.example".formatted(answered);
		ZoneId id = this.cloudflare.addZone(name);
		Server server = this.site.registered("ssh." + name);
		this.cloudflare.faults().on((call) -> call.path().contains(id.value())).always().forbidden();
		this.site.retire(server);
		Server held = this.site.reaches(server.id(), Phase.HELD);
		this.cloudflare.journal().clear();
		if (!answered) {
			this.cloudflare.faults().on(Calls.PUT_CONFIGURATION).nth(1).cutAfterCommit();
		}

		this.forgetting.forget(held, this.forgetting.stranded(held).basis(), ReconcileFixture.ADMIN);

		this.site.gone(server.id());
		assertThat(this.site.writes()).containsExactly("PUT configuration", "DELETE app");
		assertThat(first(Calls.DELETE_APP)).isAfterOrEqualTo(first(Calls.PUT_CONFIGURATION).plus(DELAY));
	}

	@Test
	void aServerThatWaitsCanBeRemoved() {
		String hostname = ReconcileFixture.newHostname();
		Server waiting = waits(this.site.register(hostname));

		this.site.retire(waiting);

		this.site.gone(waiting.id());
		this.site.assertNothingLeft(hostname);
	}

	@Test
	void aServerThatWaitsKeepsNoOther() {
		Server standing = this.site.registered(ReconcileFixture.newHostname());
		Server waiting = waits(this.site.register(ReconcileFixture.newHostname()));
		String hostname = standing.spec().hostname().value();

		this.site.edit(standing, this.site.draft(hostname, this.site.tunnel, "ssh://10.0.0.9:22", "dev@example.com"));

		this.site.ready(standing.id());
		assertThat(this.cloudflare.exposure(hostname).service()).contains("ssh://10.0.0.9:22");
		assertThat(this.site.now(waiting.id()).phase()).isEqualTo(Phase.APPLYING);
		this.site.ready(waiting.id());
	}

	@Test
	void whatStandsIsGuardedAgainAtOnceAndNotTakenDown() {
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.asSomebodyElse()
			.removeApp(AccessAppId.of(this.cloudflare.state().app(hostname).orElseThrow().path("id").asString()));
		this.cloudflare.journal().clear();

		this.reconciler.request(this.site.tunnel);
		this.site.quiet();

		assertThat(this.site.writes()).containsExactly("POST app");
		this.site.ready(server.id());
		this.site.assertStands(hostname, SERVICE);
	}

	@Test
	void aConnectorThatChecksTokensItselfNeedsNoWait() {
		String hostname = ReconcileFixture.newHostname();
		ServerDraft plain = this.site.draft(hostname);
		this.cloudflare.journal().clear();

		Server server = this.servers.register(
				new ServerDraft(plain.name(), plain.hostname(), plain.tunnelId(), plain.service(), plain.loginUser(),
						plain.applicationType(), plain.sessionDuration(), true, plain.description(), plain.policies()),
				ReconcileFixture.ADMIN);

		this.site.ready(server.id());
		assertThat(first(Calls.CREATE_DNS)).isBefore(first(Calls.CREATE_APP).plus(DELAY));
	}

	private Server waits(Server server) {
		Awaitility.await("the server waits for its application")
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(this.site.now(server.id()).problem()).extracting(Problem::code)
				.isEqualTo("not-enforced-yet"));
		return this.site.now(server.id());
	}

	private Instant first(CallMatcher calls) {
		List<JournalEntry> found = this.cloudflare.journal().matching(calls.and(ReconcileFixture.reconciling()));
		return found.getFirst().at();
	}

	private String lastRun() {
		return this.jdbc
			.sql("SELECT status FROM reconcile_run WHERE tunnel_id = :tunnel ORDER BY started_at DESC LIMIT 1")
			.param("tunnel", this.site.tunnel.value())
			.query(String.class)
			.single();
	}

	private int jobs() {
		return this.jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'reconcile'")
			.query(Integer.class)
			.single();
	}

}
