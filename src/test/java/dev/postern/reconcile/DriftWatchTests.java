package dev.postern.reconcile;

import java.util.function.Function;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.faults.FaultPlan;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks that nobody asked for, at tunnels and zones that may have been lost. */
@ReconcileTest
class DriftWatchTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private DriftWatch watch;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	@Test
	void aServerThatIsHeldOnATunnelWithoutAnythingOfOursIsLookedAtAgain() {
		String hostname = ReconcileFixture.newHostname();
		DnsRecordId theirs = this.cloudflare.asSomebodyElse()
			.addDnsRecord("{\"type\":\"A\",\"name\":\"%s\",\"content\":\"192.0.2.7\"}".formatted(hostname));
		Server server = this.site.reaches(this.site.register(hostname).id(), Phase.HELD);
		this.site.quiet();
		this.cloudflare.asSomebodyElse().removeDnsRecord(theirs);

		this.watch.run();

		this.site.ready(server.id());
	}

	@Test
	void oneLookWaitsHoweverLongCloudflareIsAway_I8() {
		this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		Fault away = this.cloudflare.faults().on(ReconcileFixture.reconciling()).always().status(503);
		Server other = this.site.register(ReconcileFixture.newHostname());
		for (int i = 0; i < 4; i++) {
			this.watch.run();
			this.reconciler.request(this.site.tunnel);
		}

		this.site.reaches(other.id(), Phase.FAILED);
		Awaitility.await("one job for the tunnel").until(() -> jobs() == 1);
		this.watch.run();
		assertThat(jobs()).isEqualTo(1);

		away.remove();
		this.site.ready(other.id());
	}

	@Test
	void aTunnelThatWasDeletedLetsGoOfItsServers() {
		TunnelId doomed = this.cloudflare.addTunnel("doomed-" + ReconcileFixture.newHostname());
		Server leaving = registered(ReconcileFixture.newHostname(), doomed);
		Server moving = registered(ReconcileFixture.newHostname(), doomed);
		this.site.quiet();
		this.cloudflare.asSomebodyElse().removeTunnel(doomed);

		this.watch.run();
		assertThat(this.site.reaches(moving.id(), Phase.HELD).problem()).extracting(Problem::code)
			.isEqualTo("tunnel-deleted");
		this.site.quiet();
		this.site.retire(leaving);
		this.site.gone(leaving.id());
		this.site.assertNothingLeft(leaving.spec().hostname().value());

		this.site.edit(moving, this.site.draft(moving.spec().hostname().value()));
		this.site.ready(moving.id());
		this.site.assertStands(moving.spec().hostname().value(), "ssh://host.docker.internal:22");
		this.site.retire(moving);
		this.site.gone(moving.id());
		this.site.assertNothingLeft(moving.spec().hostname().value());
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 500 })
	void aTunnelIsNotTakenForDeletedWithoutProof_I3(int status) {
		TunnelId doomed = this.cloudflare.addTunnel("doomed-" + ReconcileFixture.newHostname());
		Server server = registered(ReconcileFixture.newHostname(), doomed);
		this.site.quiet();
		this.cloudflare.asSomebodyElse().removeTunnel(doomed);
		Fault unproven = this.cloudflare.faults().on(Calls.GET_TUNNEL).always().status(status);
		this.cloudflare.journal().clear();

		this.site.retire(server);
		this.site.reaches(server.id(), Phase.FAILED);

		assertThat(this.site.writes()).isEmpty();
		unproven.remove();
		this.site.gone(server.id());
	}

	@Test
	void aTunnelThatReadsItsRulesFromAFileIsNotTakenForDeleted_I3() {
		TunnelId tunnel = this.cloudflare.addTunnel("migrated-" + ReconcileFixture.newHostname());
		Server server = registered(ReconcileFixture.newHostname(), tunnel);
		this.site.quiet();
		Fault local = this.cloudflare.faults().on(Calls.GET_CONFIGURATION).always().missing(1055, "not found");
		this.cloudflare.journal().clear();

		this.site.retire(server);

		assertThat(this.site.reaches(server.id(), Phase.FAILED).problem()).extracting(Problem::code)
			.isEqualTo("tunnel-not-managed");
		assertThat(this.site.writes()).isEmpty();
		local.remove();
		this.site.gone(server.id());
	}

	@Test
	void oneLookOverSeveralTunnelsAsksForTheZonesOnce_I8() {
		for (int i = 0; i < 4; i++) {
			TunnelId tunnel = this.cloudflare.addTunnel("one-of-several-" + ReconcileFixture.newHostname());
			this.cloudflare.addConnector(tunnel);
			registered(ReconcileFixture.newHostname(), tunnel);
		}
		this.site.quiet();
		this.cloudflare.journal().clear();

		this.watch.run();
		this.site.quiet();

		assertThat(this.cloudflare.journal().count(Calls.GET_TUNNEL)).isGreaterThanOrEqualTo(4);
		assertThat(this.cloudflare.journal().count(Calls.LIST_ZONES)).isOne();

		this.watch.run();
		this.site.quiet();

		assertThat(this.cloudflare.journal().count(Calls.LIST_ZONES)).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "DELETE" })
	void recordsThatMayNotBeChangedHoldTheServersOfTheirZoneOnly(String method) {
		String name = "a" + ReconcileFixture.newHostname().replace(".jp", "");
		ZoneId zone = this.cloudflare.addZone(name);
		Server standing = registered("a-in-" + name.replace(".", "-") + "." + name, this.site.tunnel);
		Server leaving = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		Fault closed = this.cloudflare.faults()
			.on((call) -> call.isWrite() && call.path().contains(zone.value()))
			.always()
			.forbidden();

		Server held = standing;
		if (method.equals("POST")) {
			held = this.servers.register(this.site.draft("a-more." + name), ReconcileFixture.ADMIN);
		}
		else {
			this.site.retire(standing);
		}
		Server other = this.site.registered(ReconcileFixture.newHostname());
		this.site.retire(leaving);
		this.site.gone(leaving.id());

		Problem problem = this.site.reaches(held.id(), Phase.HELD).problem();
		assertThat(problem).extracting(Problem::code).isEqualTo("zone-read-only");
		assertThat(problem).extracting(Problem::said).asString().contains("403");
		assertThat(problem).extracting(Problem::retryAt).isNotNull();
		assertThat(this.cloudflare.wouldAllow(standing.spec().hostname().value(), "dev@example.com")).isTrue();
		this.site.ready(other.id());
		closed.remove();
		this.reconciler.request(this.site.tunnel);
		if (method.equals("POST")) {
			this.site.ready(held.id());
		}
		else {
			this.site.gone(held.id());
		}
	}

	@Test
	void aConfigurationThatMayNotBeChangedHoldsTheTunnel() {
		Fault closed = this.cloudflare.faults().on(Calls.PUT_CONFIGURATION).always().forbidden();

		Server server = this.site.register(ReconcileFixture.newHostname());

		assertThat(this.site.reaches(server.id(), Phase.FAILED).problem()).extracting(Problem::code)
			.isEqualTo("cloudflare-unauthorized");
		closed.remove();
		this.site.ready(server.id());
	}

	static Stream<Function<FaultPlan, Fault>> waysToLoseAZone() {
		return Stream.of(FaultPlan::forbidden, (plan) -> plan.missing(1001, "Invalid zone identifier"),
				(plan) -> plan.refused(7003, "Could not route"));
	}

	@ParameterizedTest
	@MethodSource("waysToLoseAZone")
	void aZoneThatCannotBeReadHoldsItsOwnServersOnly_I3(Function<FaultPlan, Fault> lose) {
		String name = ReconcileFixture.newHostname().replace(".jp", "");
		ZoneId zone = this.cloudflare.addZone(name);
		Server server = registered("in-" + name.replace(".", "-") + "." + name, this.site.tunnel);
		this.site.quiet();
		Fault lost = lose.apply(this.cloudflare.faults().on((call) -> call.path().contains(zone.value())).always());

		Server other = this.site.registered(ReconcileFixture.newHostname());
		this.site.retire(server);
		Server held = this.site.reaches(server.id(), Phase.HELD);

		assertThat(held.problem()).extracting(Problem::code).isEqualTo("zone-unreadable");
		assertThat(this.cloudflare.wouldAllow(server.spec().hostname().value(), "dev@example.com")).isTrue();
		this.site.quiet();
		lost.remove();
		this.watch.run();
		this.site.gone(server.id());
		this.site.ready(other.id());
	}

	private Server registered(String hostname, TunnelId tunnel) {
		Server server = this.servers.register(
				this.site.draft(hostname, tunnel, "ssh://host.docker.internal:22", "dev@example.com"),
				ReconcileFixture.ADMIN);
		return this.site.ready(server.id());
	}

	private int jobs() {
		return this.jdbc
			.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'reconcile' AND task_instance LIKE :tunnel")
			.param("tunnel", this.site.tunnel + "%")
			.query(Integer.class)
			.single();
	}

}
