package dev.postern.reconcile;

import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Zones and tunnels become others under the servers that stand in them. */
@ReconcileTest
class ChangedSurroundingsTests {

	private static final String SERVICE = "ssh://host.docker.internal:22";

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private Servers servers;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private ReconcileFixture site;

	@Test
	void aZoneThatCameBackUnderANewIdIsFoundByItsName() {
		String name = ReconcileFixture.newHostname().replace(".jp", "");
		ZoneId zone = this.cloudflare.addZone(name);
		String hostname = inZone(name);
		Server server = this.site.registered(hostname);
		this.site.quiet();
		ZoneId again = this.cloudflare.readdZone(zone);
		this.cloudflare.handOver(Hostname.of(hostname));

		look();

		Awaitility.await("the new zone is noted").until(() -> this.site.now(server.id()).spec().zone().equals(again));
		this.site.ready(server.id());
		this.site.assertStands(hostname, SERVICE);
		this.site.retire(server);
		this.site.gone(server.id());
		this.site.assertNothingLeft(hostname);
	}

	@Test
	void aZoneThatIsGoneIsToldAndAnEditOfSomethingElseIsTaken() {
		String name = ReconcileFixture.newHostname().replace(".jp", "");
		ZoneId zone = this.cloudflare.addZone(name);
		String hostname = inZone(name);
		Server server = this.site.registered(hostname);
		this.site.quiet();
		this.cloudflare.removeZone(zone);

		look();
		assertThat(this.site.reaches(server.id(), Phase.HELD).problem()).extracting(Problem::code)
			.isEqualTo("zone-gone");
		this.site.edit(server, narrowed(hostname));

		assertThat(this.site.reaches(server.id(), Phase.HELD).awaitsAccess()).isTrue();
	}

	static Stream<Object[]> whatAZoneCanSay() {
		return Stream.of(new Object[] { state((fake, zone) -> fake.pauseZone(zone)), "zone-paused", Phase.HELD },
				new Object[] { state((fake, zone) -> fake.setZoneStatus(zone, "moved")), "zone-moved", Phase.HELD },
				new Object[] { state((fake, zone) -> fake.setZoneStatus(zone, "pending")), "zone-pending", Phase.HELD },
				new Object[] { state((fake, zone) -> fake.setZoneType(zone, "secondary")), "zone-secondary",
						Phase.HELD },
				new Object[] { state((fake, zone) -> fake.setZoneType(zone, "partial")), "zone-partial", Phase.READY });
	}

	@ParameterizedTest
	@MethodSource("whatAZoneCanSay")
	void whatAZoneSaysIsToldOfTheServersInIt(ZoneChange change, String code, Phase phase) {
		String name = ReconcileFixture.newHostname().replace(".jp", "");
		ZoneId zone = this.cloudflare.addZone(name);
		Server server = this.site.registered(inZone(name));
		this.site.quiet();
		change.make(this.cloudflare, zone);
		this.cloudflare.journal().clear();

		look();

		Awaitility.await(code)
			.untilAsserted(() -> assertThat(this.site.now(server.id()))
				.extracting(Server::phase, (one) -> (one.problem() != null) ? one.problem().code() : null)
				.containsExactly(phase, code));
		assertThat(this.site.writes()).isEmpty();
		this.site.retire(server);
		this.site.gone(server.id());
	}

	@Test
	void aTunnelThatTurnsToAFileIsToldOfItsServersAndRemovalFinishes() {
		TunnelId tunnel = this.cloudflare.addTunnel("turned-" + ReconcileFixture.newHostname());
		this.cloudflare.addConnector(tunnel);
		String hostname = ReconcileFixture.newHostname();
		Server server = this.site.ready(this.servers
			.register(this.site.draft(hostname, tunnel, SERVICE, "dev@example.com"), ReconcileFixture.ADMIN)
			.id());
		this.site.quiet();
		this.cloudflare.manageLocally(tunnel);

		this.reconciler.request(tunnel);
		assertThat(this.site.reaches(server.id(), Phase.HELD).problem()).extracting(Problem::code)
			.isEqualTo("tunnel-not-managed");
		this.site.retire(server);

		this.site.gone(server.id());
	}

	@Test
	void aServerWithoutAConnectorIsReadyAndSaysThatNobodyCanConnect() {
		TunnelId tunnel = this.cloudflare.addTunnel("idle-" + ReconcileFixture.newHostname());
		String hostname = ReconcileFixture.newHostname();

		Server server = this.site.ready(this.servers
			.register(this.site.draft(hostname, tunnel, SERVICE, "dev@example.com"), ReconcileFixture.ADMIN)
			.id());

		assertThat(server.problem()).extracting(Problem::code).isEqualTo("connector-down");
	}

	private static String inZone(String name) {
		return "in-" + name.replace(".", "-") + "." + name;
	}

	private void look() {
		this.reconciler.request(this.site.tunnel);
	}

	private ServerDraft narrowed(String hostname) {
		return this.site.draft(hostname, this.site.tunnel, SERVICE, "ops@example.com");
	}

	private static ZoneChange state(ZoneChange change) {
		return change;
	}

	/** Somebody changes a zone. */
	interface ZoneChange {

		void make(FakeCloudflare cloudflare, ZoneId zone);

	}

}
