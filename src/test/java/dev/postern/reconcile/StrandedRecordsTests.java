package dev.postern.reconcile;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Call;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.faults.FaultPlan;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ZoneId;
import dev.postern.servers.Server;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Removals of servers whose record nobody can remove, since its zone is out of sight. */
@ReconcileTest
class StrandedRecordsTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private RecordForgetting forgetting;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	private ZoneId zone = ZoneId.of("none");

	static Stream<Function<FaultPlan, Fault>> waysNotToTellOfAZone() {
		return Stream.of(FaultPlan::forbidden, (plan) -> plan.missing(1001, "Invalid zone identifier"),
				(plan) -> plan.refused(7003, "Could not route"));
	}

	@ParameterizedTest
	@MethodSource("waysNotToTellOfAZone")
	void aRemovalWaitsUntilAPersonSaysToForgetTheRecord_I1_I3_I10(Function<FaultPlan, Fault> lose) {
		Server server = registeredInAZoneOfItsOwn();
		String hostname = server.spec().hostname().value();
		Fault lost = lose.apply(this.cloudflare.faults().on(this::isInZone).always());
		this.site.retire(server);
		this.site.reaches(server.id(), Phase.HELD);
		look();
		this.site.quiet();
		Server held = this.site.reaches(server.id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("zone-unreadable");
		assertThat(this.cloudflare.state().app(hostname)).isPresent();
		this.cloudflare.journal().clear();

		forget(held);

		this.site.gone(server.id());
		assertThat(lost.fired()).isTrue();
		assertThat(this.site.writes()).containsExactly("PUT configuration", "DELETE app");
		assertThat(this.cloudflare.state().dnsRecords())
			.anyMatch((dns) -> isNamed(dns.path("name").asString(), server));
		assertThat(this.cloudflare.exposure(hostname).service()).contains("http_status:404");
		assertThat(owned(server)).isZero();
		assertThat(entries(server)).isOne();
	}

	@Test
	void aRemovalFinishesWhenTheZoneHasLeftTheAccountAndAPersonSaysSo() {
		Server server = registeredInAZoneOfItsOwn();
		this.cloudflare.removeZone(this.zone);
		this.site.retire(server);
		Server held = this.site.reaches(server.id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("zone-gone");

		forget(held);

		this.site.gone(server.id());
		assertThat(owned(server)).isZero();
	}

	@Test
	void aRecordThatPosternCanRemoveIsNotForgotten() {
		Server server = registeredInAZoneOfItsOwn();
		assertThatThrownBy(() -> this.forgetting.stranded(server)).isInstanceOf(CannotForget.NotBeingRemoved.class);
		Fault away = this.cloudflare.faults().on(Calls.DELETE_DNS).always().status(503);
		this.site.retire(server);
		Server leaving = this.site.reaches(server.id(), Phase.FAILED);

		assertThatThrownBy(() -> this.forgetting.stranded(leaving)).isInstanceOf(CannotForget.NotNeeded.class);
		assertThatThrownBy(() -> this.forgetting.forget(leaving, "anything", ReconcileFixture.ADMIN))
			.isInstanceOf(CannotForget.NotNeeded.class);

		away.remove();
		this.site.gone(server.id());
		assertThat(entries(server)).isZero();
	}

	@Test
	void onlyWhatAPersonHasSeenIsForgotten() {
		Server held = heldInAZoneThatCannotBeRead();

		assertThatThrownBy(() -> this.forgetting.forget(held, "another", ReconcileFixture.ADMIN))
			.isInstanceOf(CannotForget.Changed.class);

		assertThat(entries(held)).isZero();
		forget(held);
		this.site.gone(held.id());
	}

	@Test
	void sayingItSeveralTimesAtOnceSaysItOnce_I10() throws Exception {
		Server held = heldInAZoneThatCannotBeRead();
		String basis = this.forgetting.stranded(held).basis();
		Fault away = this.cloudflare.faults().on(Calls.PUT_CONFIGURATION).always().status(503);
		CyclicBarrier together = new CyclicBarrier(4);
		try (ExecutorService people = Executors.newFixedThreadPool(4)) {
			List<Future<?>> said = IntStream.range(0, 4).<Future<?>>mapToObj((i) -> people.submit(() -> {
				together.await();
				this.forgetting.forget(held, basis, ReconcileFixture.ADMIN);
				return i;
			})).toList();
			for (Future<?> one : said) {
				one.get();
			}
		}

		assertThat(entries(held)).isOne();
		assertThat(this.forgetting.stranded(held).forgottenAt()).isPresent();
		away.remove();
		this.site.gone(held.id());
	}

	@Test
	void aZoneThatComesBackInTimeHasItsRecordRemovedAfterAll() {
		Server held = heldInAZoneThatCannotBeRead();
		Fault away = this.cloudflare.faults().on(Calls.PUT_CONFIGURATION).always().status(503);
		forget(held);
		this.site.reaches(held.id(), Phase.FAILED);
		this.cloudflare.faults().clear();
		assertThat(away.fired()).isTrue();

		this.site.gone(held.id());

		this.site.assertNothingLeft(held.spec().hostname().value());
	}

	@Test
	void aForgottenRecordThatMayLeadElsewhereKeepsItsApplication_I1() {
		Server held = heldInAZoneThatCannotBeRead();
		String hostname = held.spec().hostname().value();
		String wildcard = "*" + hostname.substring(hostname.indexOf('.'));
		this.cloudflare.asSomebodyElse().addRule(this.site.tunnel, wildcard, "http://everything");

		forget(held);

		Awaitility.await("what may take the requests is told")
			.untilAsserted(() -> assertThat(this.site.now(held.id()).problem()).extracting(Problem::code)
				.isEqualTo("record-may-lead"));
		assertThat(this.cloudflare.state().app(hostname)).isPresent();
		this.cloudflare.asSomebodyElse().removeRule(this.site.tunnel, wildcard);
		look();
		this.site.gone(held.id());
	}

	@Test
	void aRecordOfWhichItIsCertainThatItWentNeedsNobodysWord_I3() {
		Server server = registeredInAZoneOfItsOwn();
		this.cloudflare.faults().on(Calls.LIST_DNS.and(this::isInZone)).always().forbidden();
		this.cloudflare.asSomebodyElse().removeDnsRecord(record(server));

		this.site.retire(server);

		this.site.gone(server.id());
		assertThat(owned(server)).isZero();
		assertThat(entries(server)).isZero();
	}

	@Test
	void aServerThatIsRemovedWaitsForWhatItHasLeftAtAFormerHostname() {
		Server server = registeredInAZoneOfItsOwn();
		this.cloudflare.faults().on(this::isInZone).always().forbidden();
		this.site.edit(server, this.site.draft(ReconcileFixture.newHostname()));
		this.site.ready(server.id());

		this.site.retire(server);

		Server held = this.site.reaches(server.id(), Phase.HELD);
		assertThat(held.problem()).extracting(Problem::code).isEqualTo("zone-unreadable");
		forget(held);
		this.site.gone(server.id());
		assertThat(owned(server)).isZero();
	}

	private Server registeredInAZoneOfItsOwn() {
		String name = ReconcileFixture.newHostname().replace(".jp", "");
		this.zone = this.cloudflare.addZone(name);
		this.site.registered(ReconcileFixture.newHostname());
		Server server = this.site.registered("in-" + name.replace(".", "-") + "." + name);
		this.site.quiet();
		return server;
	}

	private Server heldInAZoneThatCannotBeRead() {
		Server server = registeredInAZoneOfItsOwn();
		this.cloudflare.faults().on(this::isInZone).always().forbidden();
		this.site.retire(server);
		return this.site.reaches(server.id(), Phase.HELD);
	}

	private void forget(Server server) {
		this.forgetting.forget(server, this.forgetting.stranded(server).basis(), ReconcileFixture.ADMIN);
	}

	private void look() {
		this.reconciler.request(this.site.tunnel);
	}

	private boolean isInZone(Call call) {
		return call.path().contains(this.zone.value());
	}

	private DnsRecordId record(Server server) {
		return this.cloudflare.state()
			.dnsRecords()
			.stream()
			.filter((dns) -> isNamed(dns.path("name").asString(), server))
			.map((dns) -> DnsRecordId.of(dns.path("id").asString()))
			.findFirst()
			.orElseThrow();
	}

	private static boolean isNamed(String name, Server server) {
		return name.equals(server.spec().hostname().value());
	}

	private int owned(Server server) {
		return count("SELECT count(*) FROM owned_resource WHERE server_id = CAST(:server AS uuid)", server);
	}

	private int entries(Server server) {
		return count(
				"SELECT count(*) FROM audit_event WHERE action = 'server.records_forgotten' AND subject_id = :server",
				server);
	}

	private int count(String sql, Server server) {
		return this.jdbc.sql(sql).param("server", server.id().toString()).query(Integer.class).single();
	}

}
