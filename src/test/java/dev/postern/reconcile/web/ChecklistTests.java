package dev.postern.reconcile.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.runs.ServerRun;
import dev.postern.reconcile.web.ChecklistItem.Name;
import dev.postern.reconcile.web.ChecklistItem.State;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.RunningConnector;
import dev.postern.tunnels.TunnelHealth;
import dev.postern.tunnels.TunnelStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChecklistTests {

	private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

	private final Checklist checklist = new Checklist(messages());

	@Test
	void waitsForEverythingOfANewServer() {
		List<ChecklistItem> items = this.checklist
			.of(new ServerFacts(server(Phase.PENDING, null, null), List.of(), null, health(7)));

		assertThat(items).extracting(ChecklistItem::name)
			.containsExactly(Name.PROTECTED, Name.ROUTED, Name.RESOLVABLE, Name.CONNECTED, Name.FIRST_LOGIN,
					Name.PORT_CLOSED);
		assertThat(items).extracting(ChecklistItem::state)
			.containsExactly(State.WAITING, State.WAITING, State.WAITING, State.WAITING, State.UNKNOWN, State.YOURS);
	}

	@Test
	void showsWhatStandsWithItsTime() {
		List<ChecklistItem> items = this.checklist
			.of(new ServerFacts(withRule(7, server(Phase.READY, null, null)), all(), null, health(7, 8)));

		assertThat(items.subList(0, 4)).extracting(ChecklistItem::state).containsOnly(State.DONE);
		assertThat(items.subList(0, 3)).extracting(ChecklistItem::at).containsOnly(NOW);
		assertThat(items.get(3).evidence()).isEqualTo("All 2 connectors of office work by the new rules.");
	}

	@Test
	void tellsWhatIsUnderWayAndWhatCloudflareRefused() {
		ServerRun run = run(made("CreateApp", Run.ChangeStatus.DONE, "app"),
				made("ReplaceIngress", Run.ChangeStatus.REFUSED, "1056: Bad Configuration"),
				made("CreateDns", Run.ChangeStatus.RUNNING, null));

		List<ChecklistItem> items = this.checklist
			.of(new ServerFacts(server(Phase.APPLYING, null, null), List.of(owned(Kind.ACCESS_APP)), run, null));

		assertThat(items).extracting(ChecklistItem::state)
			.startsWith(State.DONE, State.TROUBLE, State.RUNNING, State.WAITING);
		assertThat(items.get(1).evidence()).startsWith("It did not work.");
	}

	@Test
	void forgetsWhatARunLeftOpenOnceAllWasSeenToStand() {
		ServerRun run = run(made("CreateApp", Run.ChangeStatus.UNKNOWN, "timed out"));

		assertThat(this.checklist.of(new ServerFacts(server(Phase.READY, null, null), all(), run, health(7))))
			.extracting(ChecklistItem::state)
			.startsWith(State.DONE, State.DONE, State.DONE, State.DONE);
	}

	@Test
	void doesNotTakeAClaimForAThing() {
		OwnedResource claimed = new OwnedResource(Kind.ACCESS_APP, ChangeExamples.TUNNEL, ChangeExamples.DB,
				ChangeExamples.SERVER, null, null, null, null, null, null, null);

		assertThat(this.checklist.of(new ServerFacts(server(Phase.FAILED, null, null), List.of(claimed), null, null))
			.getFirst()
			.state()).isEqualTo(State.WAITING);
	}

	@Test
	void isNotDoneWhatTheLastLookDidNotFind() {
		List<OwnedResource> owned = List.of(owned(Kind.ACCESS_APP), missed(Kind.INGRESS_RULE), missed(Kind.DNS_RECORD));

		List<ChecklistItem> items = this.checklist
			.of(new ServerFacts(server(Phase.HELD, null, null), owned, null, health(7)));

		assertThat(items).extracting(ChecklistItem::state)
			.startsWith(State.DONE, State.TROUBLE, State.TROUBLE, State.WAITING);
		assertThat(items.get(2).at()).isEqualTo(NOW.plusSeconds(60));
		assertThat(items.get(2).evidence()).contains("was not there when Postern looked last");
	}

	@ParameterizedTest
	@CsvSource({ "application-taken, PROTECTED, TROUBLE", "application-opens, PROTECTED, TROUBLE",
			"application-unreadable, PROTECTED, UNKNOWN", "rule-taken, ROUTED, TROUBLE",
			"tunnel-deleted, ROUTED, TROUBLE", "configuration-unreadable, ROUTED, UNKNOWN",
			"record-taken, RESOLVABLE, TROUBLE", "zone-gone, RESOLVABLE, TROUBLE", "zone-moved, RESOLVABLE, TROUBLE",
			"zone-unreadable, RESOLVABLE, UNKNOWN", "record-unreadable, RESOLVABLE, UNKNOWN" })
	void isNotDoneWhatTheProblemSpeaksAgainst(String code, Name step, State state) {
		Problem problem = new Problem(code, List.of("ssh-db1.example.jp", "A 192.0.2.1"), null, null);

		List<ChecklistItem> items = this.checklist
			.of(new ServerFacts(server(Phase.HELD, problem, null), all(), null, health(7)));

		assertThat(items.subList(0, 3)).filteredOn((item) -> item.state() != State.DONE)
			.singleElement()
			.satisfies((item) -> {
				assertThat(item.name()).isEqualTo(step);
				assertThat(item.state()).isEqualTo(state);
				assertThat(item.evidence()).contains("ssh-db1.example.jp");
			});
	}

	@Test
	void whatStandsAtAFormerHostnameIsNoEvidence() {
		OwnedResource former = new OwnedResource(Kind.DNS_RECORD, ChangeExamples.TUNNEL,
				Hostname.of("ssh-before.example.jp"), ChangeExamples.SERVER, ChangeExamples.ZONE, "id", null, NOW, NOW,
				null, null);

		assertThat(this.checklist.of(new ServerFacts(server(Phase.APPLYING, null, null), List.of(former), null, null))
			.get(2)
			.state()).isEqualTo(State.WAITING);
	}

	@Test
	void tellsHowFarTheConnectorsAre() {
		Server server = withRule(8, server(Phase.READY, null, null));

		assertThat(connected(new ServerFacts(server, all(), null, null)).state()).isEqualTo(State.UNKNOWN);
		assertThat(connected(new ServerFacts(server, all(), null, health())).state()).isEqualTo(State.TROUBLE);
		assertThat(connected(new ServerFacts(server, all(), null, health(7, 8))).state()).isEqualTo(State.RUNNING);
		assertThat(connected(new ServerFacts(server, all(), null, health(9))).state()).isEqualTo(State.DONE);
		assertThat(connected(new ServerFacts(server, all(), null, health((Integer) null))).state())
			.isEqualTo(State.RUNNING);
	}

	@Test
	void goesTheOtherWayForAServerThatIsRemoved() {
		List<ChecklistItem> items = this.checklist.of(new ServerFacts(server(Phase.REMOVING, null, NOW),
				List.of(owned(Kind.ACCESS_APP), owned(Kind.INGRESS_RULE)), null, null));

		assertThat(items).extracting(ChecklistItem::name)
			.containsExactly(Name.CONCEALED, Name.UNROUTED, Name.UNPROTECTED);
		assertThat(items).extracting(ChecklistItem::state).containsExactly(State.DONE, State.WAITING, State.WAITING);
	}

	@Test
	void asksAgainEverySecondOnlyWhileSomethingGoesOn() {
		for (Phase phase : Phase.values()) {
			boolean goesOn = switch (phase) {
				case PENDING, APPLYING, REMOVING -> true;
				case READY, DRIFTED, HELD, FAILED -> false;
			};
			assertThat(pace(server(phase, null, null))).isEqualTo(goesOn ? "every 1s" : null);
		}
		assertThat(pace(server(Phase.PENDING, problem(null), null))).isNull();
		assertThat(pace(server(Phase.FAILED, problem(NOW.plusSeconds(5)), null))).isEqualTo("every 1s");
		assertThat(pace(server(Phase.FAILED, problem(NOW.plusSeconds(70)), null))).isEqualTo("load delay:61s");
		assertThat(PollInterval.of(server(Phase.HELD, null, null), List.of(), NOW, NOW.plusSeconds(1)))
			.isEqualTo("every 1s");
	}

	@Test
	void asksAgainForAWhileAsLongAsConnectorsLag() {
		Server server = withRule(8, server(Phase.READY, null, null));
		List<ChecklistItem> items = this.checklist.of(new ServerFacts(server, all(), null, health(7)));

		assertThat(PollInterval.of(server, items, NOW.plusSeconds(30), Instant.EPOCH)).isEqualTo("every 5s");
		assertThat(PollInterval.of(server, items, NOW.plus(Duration.ofMinutes(3)), Instant.EPOCH)).isNull();
	}

	private ChecklistItem connected(ServerFacts facts) {
		return this.checklist.of(facts).get(3);
	}

	private static @Nullable String pace(Server server) {
		return PollInterval.of(server, List.of(), NOW, Instant.EPOCH);
	}

	private static Problem problem(@Nullable Instant retryAt) {
		return new Problem("observe-only", List.of(), null, retryAt);
	}

	private static Server server(Phase phase, @Nullable Problem problem, @Nullable Instant retiredAt) {
		ServerSpec spec = new ServerSpec("db1", ChangeExamples.DB, ChangeExamples.ZONE, ChangeExamples.TUNNEL,
				"ssh://10.0.0.5:22", "me", ApplicationType.SSH, Duration.ofHours(24), false, "", List.of());
		return new Server(ChangeExamples.SERVER, spec, 0, phase, problem, 1, 1, 1, null, NOW, NOW, retiredAt);
	}

	private static Server withRule(int version, Server server) {
		return new Server(server.id(), server.spec(), server.version(), server.phase(), server.problem(),
				server.generation(), server.appliedGeneration(), server.accessGeneration(), version, NOW, NOW, null);
	}

	private static List<OwnedResource> all() {
		return Arrays.stream(Kind.values()).map(ChecklistTests::owned).toList();
	}

	private static OwnedResource owned(Kind kind) {
		return new OwnedResource(kind, ChangeExamples.TUNNEL, ChangeExamples.DB, ChangeExamples.SERVER,
				(kind == Kind.DNS_RECORD) ? ChangeExamples.ZONE : null, "id-of-" + kind, null, NOW, NOW, null, null);
	}

	private static OwnedResource missed(Kind kind) {
		OwnedResource owned = owned(kind);
		return new OwnedResource(kind, owned.tunnel(), owned.hostname(), owned.server(), owned.zone(), owned.remoteId(),
				owned.service(), NOW, NOW, null, NOW.plusSeconds(60));
	}

	private static ServerRun run(Run.ChangeProgress... changes) {
		return new ServerRun(
				new Run(UUID.randomUUID(), ChangeExamples.TUNNEL, NOW, null, Run.Status.RUNNING, null, 1, 0),
				List.of(changes), null);
	}

	private static Run.ChangeProgress made(String kind, Run.ChangeStatus status, @Nullable String answer) {
		return new Run.ChangeProgress(1, kind, Change.Phase.PROTECT, List.<ServerId>of(ChangeExamples.SERVER),
				List.of(ChangeExamples.DB), null, null, status, answer, NOW, null);
	}

	private static TunnelHealth health(@Nullable Integer... versions) {
		KnownTunnel tunnel = new KnownTunnel(ChangeExamples.TUNNEL, "office", TunnelStatus.HEALTHY, true, null, null);
		return new TunnelHealth(tunnel,
				Arrays.stream(versions)
					.map((version) -> new RunningConnector(UUID.randomUUID().toString(), "2026.8.2", null, NOW, 4,
							List.of(), null, version))
					.toList(),
				8, NOW);
	}

	private static ResourceBundleMessageSource messages() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages");
		messages.setDefaultEncoding("UTF-8");
		return messages;
	}

}
