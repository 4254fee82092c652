package dev.postern.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.faults.FaultPlan;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Writers that wait for Cloudflare keep nobody else from the database. */
@ReconcileTest
class WriterLockTests {

	private static final int TUNNELS = 12;

	@Test
	void whoeverLostTheLockWritesNothingMoreBeforeAnotherLook(@Autowired FakeCloudflare cloudflare,
			@Autowired Servers servers, @Autowired JdbcClient jdbc, @Autowired TransactionTemplate transaction) {
		ReconcileFixture site = new ReconcileFixture(cloudflare, servers, jdbc);
		Fault held = cloudflare.faults().on(Calls.CREATE_APP).nth(1).hang();
		List<Server> two = transaction.execute((status) -> List.of(site.register(ReconcileFixture.newHostname()),
				site.register(ReconcileFixture.newHostname())));
		held.awaitFired();
		int before = site.calls().size();
		assertThat(jdbc.sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
			.query(Boolean.class)
			.list()).isNotEmpty().doesNotContain(false);
		held.remove();

		two.forEach((server) -> site.ready(server.id()));
		assertThat(site.calls().get(before)).startsWith("GET");
		assertThat(site.calls().subList(before - 1, site.calls().size())).filteredOn("POST app"::equals).hasSize(2);
		site.quiet();
	}

	static Stream<Function<FaultPlan, Fault>> waysToBeSlow() {
		return Stream.of(FaultPlan::hang, (plan) -> plan.latency(Duration.ofMillis(300)));
	}

	@ParameterizedTest
	@MethodSource("waysToBeSlow")
	void pagesGetConnectionsWhileEveryTunnelWaitsForCloudflare(Function<FaultPlan, Fault> slow,
			@Autowired FakeCloudflare cloudflare, @Autowired Servers servers, @Autowired DriftWatch watch,
			@Autowired HikariDataSource pool, @Autowired JdbcClient jdbc) {
		ReconcileFixture site = new ReconcileFixture(cloudflare, servers, jdbc);
		List<Server> registered = new ArrayList<>();
		for (int i = 0; i < TUNNELS; i++) {
			TunnelId tunnel = cloudflare.addTunnel("slow-%d-%s".formatted(i, site.tunnel));
			registered.add(servers.register(site.draft(ReconcileFixture.newHostname(), tunnel,
					"ssh://host.docker.internal:22", "dev@example.com"), ReconcileFixture.ADMIN));
		}
		registered.forEach((server) -> site.ready(server.id()));
		site.quiet();
		Fault slowness = slow.apply(cloudflare.faults().on(Calls.GET_CONFIGURATION).always());

		watch.run();
		Awaitility.await("passes under way").until(() -> slowness.firings() >= pool.getMaximumPoolSize() - 2);

		for (int i = 0; i < 20; i++) {
			long before = System.nanoTime();
			assertThatCode(() -> jdbc.sql("SELECT count(*) FROM server").query(Integer.class).single())
				.doesNotThrowAnyException();
			assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
		}
		assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isLessThan(pool.getMaximumPoolSize() / 2);
		slowness.remove();
		site.quiet();
	}

}
