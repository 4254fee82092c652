package dev.postern.reconcile;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What we made stays ours, whoever it serves by now and whoever noted it. */
@ReconcileTest
class OwnershipTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReconcileFixture site;

	@Test
	void aWriterThatLostItsLockTakesNothingBackThatAnotherHasMade_I4_I6() {
		String hostname = ReconcileFixture.newHostname();
		Fault silence = this.cloudflare.faults().on(creating(hostname)).nth(1).hang();
		Server server = this.site.register(hostname);
		silence.awaitFired();
		assertThat(breakLocks()).isPositive();
		this.reconciler.request(this.site.tunnel);
		this.site.ready(server.id());

		silence.release();
		this.site.quiet();

		assertThat(this.jdbc
			.sql("SELECT count(remote_id) FROM owned_resource WHERE kind = 'access_app' AND natural_key = :hostname")
			.param("hostname", hostname)
			.query(Integer.class)
			.single()).isOne();
		this.site.ready(server.id());
		this.site.assertStands(hostname, "ssh://host.docker.internal:22");
	}

	@Test
	void anApplicationThatIsThereButNotListedYetStaysClaimed_I4() {
		this.site.registered(ReconcileFixture.newHostname());
		String hostname = ReconcileFixture.newHostname();
		this.cloudflare.faults().on(creating(hostname)).nth(1).cutBeforeCommit();
		Fault late = this.cloudflare.faults().on(creating(hostname)).nth(2).run(() -> {
			this.cloudflare.asSomebodyElse()
				.addApp("""
						{"name": "late", "type": "ssh", "domain": "%s", "tags": ["postern"], "session_duration": "24h",
						 "policies": [{"name": "Allow", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}]}]}"""
					.formatted(hostname));
			this.cloudflare.handOver(Hostname.of(hostname));
		});

		Server server = this.site.registered(hostname);

		assertThat(late.fired()).isTrue();
		this.site.assertStands(hostname, "ssh://host.docker.internal:22");
		this.site.retire(server);
		this.site.gone(server.id());
		this.site.assertNothingLeft(hostname);
	}

	@Test
	void aHostnameHandedFromOneServerToAnotherIsTheOthersThen_I5() {
		String hostname = ReconcileFixture.newHostname();
		Server first = this.site.registered(hostname);
		this.site.quiet();
		Fault away = this.cloudflare.faults().on(ReconcileFixture.reconciling()).always().status(503);
		this.site.edit(first, this.site.draft(ReconcileFixture.newHostname()));
		Server heir = this.site.register(hostname);
		away.remove();
		this.site.ready(first.id());
		this.site.ready(heir.id());
		this.site.quiet();

		this.site.retire(first);
		this.site.gone(first.id());
		this.site.assertStands(hostname, "ssh://host.docker.internal:22");

		TunnelId other = this.cloudflare.addTunnel("other-" + hostname);
		this.site.edit(heir, this.site.draft(hostname, other, "ssh://10.0.0.9:22", "dev@example.com"));
		this.site.ready(heir.id());
		this.site.quiet();
		assertThat(this.cloudflare.exposure(hostname).service()).contains("ssh://10.0.0.9:22");
		this.site.retire(heir);
		this.site.gone(heir.id());
		this.site.assertNothingLeft(hostname);
	}

	@Test
	void aHostnameHandedToAServerOnAnotherTunnelLeavesNothingBehind_I1_I5() {
		String hostname = ReconcileFixture.newHostname();
		Server first = this.site.registered(hostname);
		this.site.quiet();
		TunnelId other = this.cloudflare.addTunnel("other-" + hostname);
		Fault away = this.cloudflare.faults().on(ReconcileFixture.reconciling()).always().status(503);
		this.site.edit(first, this.site.draft(ReconcileFixture.newHostname()));
		Server heir = this.servers.register(this.site.draft(hostname, other, "ssh://10.0.0.9:22", "dev@example.com"),
				ReconcileFixture.ADMIN);
		away.remove();
		this.site.ready(first.id());
		this.site.ready(heir.id());
		this.site.quiet();

		assertThat(this.cloudflare.state().ingressHostnames(this.site.tunnel)).doesNotContain(hostname);
		assertThat(this.cloudflare.exposure(hostname).service()).contains("ssh://10.0.0.9:22");
		this.site.retire(first);
		this.site.gone(first.id());
		this.site.retire(heir);
		this.site.gone(heir.id());
		this.site.assertNothingLeft(hostname);
	}

	@Test
	void aServerThatIsRemovedRightAfterItMovedIsGoneEverywhere_I5() {
		Server server = this.site.registered(ReconcileFixture.newHostname());
		String hostname = server.spec().hostname().value();
		this.site.quiet();
		TunnelId other = this.cloudflare.addTunnel("other-" + hostname);
		Fault stuck = this.cloudflare.faults().on(Calls.PUT_CONFIGURATION.mentioning("wiki")).always().status(503);
		this.site.edit(server, this.site.draft(hostname, other, "ssh://10.0.0.9:22", "dev@example.com"));
		this.site.ready(server.id());
		this.site.retire(server);
		Awaitility.await("nothing of it is left at its tunnel")
			.until(() -> this.cloudflare.state().ingressHostnames(other).isEmpty()
					|| !this.cloudflare.state().ingressHostnames(other).contains(hostname));

		stuck.remove();

		this.site.gone(server.id());
		this.site.assertNothingLeft(hostname);
	}

	private static CallMatcher creating(String hostname) {
		return Calls.CREATE_APP.mentioning(hostname);
	}

	private int breakLocks() {
		return this.jdbc.sql("""
				SELECT count(pg_terminate_backend(pid)) FROM pg_locks
				WHERE locktype = 'advisory' AND classid = :space
				  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""")
			.param("space", 0x504f5354)
			.query(Integer.class)
			.single();
	}

}
