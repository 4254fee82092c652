package dev.postern.tunnels.lifecycle;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which tunnels are removed, and what keeps the others. */
@PosternTest
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TunnelRemovalTests {

	private final TunnelTokens tokens;

	private final TunnelRemoval removal;

	private final TunnelChanges changes;

	private final OpenRequests open;

	private final MadeTunnels made;

	private final Tunnels tunnels;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final SettableClock clock;

	private final TransactionTemplate transactions;

	private final TunnelBench bench;

	TunnelRemovalTests(TunnelTokens tokens, TunnelRemoval removal, TunnelChanges changes, OpenRequests open,
			MadeTunnels made, Tunnels tunnels, FakeCloudflare cloudflare, JdbcClient database, SettableClock clock,
			TransactionTemplate transactions, ApplicationContext application) {
		this.tokens = tokens;
		this.removal = removal;
		this.changes = changes;
		this.open = open;
		this.made = made;
		this.tunnels = tunnels;
		this.cloudflare = cloudflare;
		this.database = database;
		this.clock = clock;
		this.transactions = transactions;
		this.bench = new TunnelBench(application);
	}

	@AfterEach
	void mend() {
		this.bench.mend();
	}

	@Test
	void tunnelThatNothingUsesIsRemoved_I10() {
		String name = TunnelBench.name();
		TunnelId id = this.bench.make(name);

		assertThat(this.removal.remove(id, null, TunnelBench.ADA)).isTrue();

		assertThat(this.bench.remote(name)).isEmpty();
		assertThat(this.made.find(id)).isEmpty();
		assertThat(this.bench.audit(name)).contains("tunnel.removal_requested ada@example.com",
				"tunnel.deleted ada@example.com");
		assertThatExceptionOfType(TunnelNotFound.class)
			.isThrownBy(() -> this.removal.remove(id, null, TunnelBench.ADA));
	}

	@Test
	void whateverUsesATunnelKeepsIt_I2_I7() {
		this.cloudflare.addZone("uses.example");
		int deletions = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);
		TunnelId ruled = this.bench.make(TunnelBench.name());
		this.cloudflare.asSomebodyElse().addRule(ruled, "wiki.uses.example", "http://wiki:8080");
		TunnelId named = this.bench.make(TunnelBench.name());
		this.cloudflare.asSomebodyElse().pointAtTunnel("intra.uses.example", named);
		TunnelId routed = this.bench.make(TunnelBench.name());
		this.cloudflare.addPrivateRoute(routed, "10.20.0.0/16");
		TunnelId connected = this.bench.make(TunnelBench.name());
		this.cloudflare.addConnector(connected);
		TunnelId caught = this.bench.make(TunnelBench.name());
		this.cloudflare.asSomebodyElse()
			.putConfiguration(caught, "{\"ingress\": [{\"service\": \"http://everything:80\"}]}");

		assertKept(ruled, TunnelUse.Kind.RULE, "wiki.uses.example → http://wiki:8080");
		assertKept(named, TunnelUse.Kind.RECORD, "intra.uses.example");
		assertKept(routed, TunnelUse.Kind.NETWORK, "10.20.0.0/16");
		assertKept(connected, TunnelUse.Kind.CONNECTOR, "203.0.113.10");
		assertKept(caught, TunnelUse.Kind.RULE, "* → http://everything:80");
		assertThat(this.cloudflare.journal().count(Calls.DELETE_TUNNEL)).isEqualTo(deletions);
	}

	@Test
	void whatCannotBeLookedAtKeepsATunnel_I3() {
		TunnelId id = this.bench.make(TunnelBench.name());
		this.cloudflare.addZone("unseen.example");
		int deletions = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);
		for (CallMatcher call : List.of(Calls.GET_CONFIGURATION, Calls.LIST_DNS, Calls.LIST_PRIVATE_ROUTES,
				Calls.GET_CONNECTIONS, Calls.LIST_ZONES, Calls.GET_TUNNEL)) {
			this.bench.expect(this.cloudflare.faults().on(call).always().forbidden());
			assertThatExceptionOfType(CloudflareException.class)
				.isThrownBy(() -> this.removal.remove(id, null, TunnelBench.ADA));
			this.cloudflare.faults().clear();
		}
		this.bench.expect(this.cloudflare.faults().on(Calls.GET_CONFIGURATION).always().answers((answer) -> {
			ObjectNode silent = (ObjectNode) answer.deepCopy();
			((ObjectNode) silent.path("result")).put("version", 3).putNull("config");
			return silent;
		}));
		assertThatExceptionOfType(CloudflareException.class)
			.isThrownBy(() -> this.removal.remove(id, null, TunnelBench.ADA));
		this.cloudflare.faults().clear();

		this.cloudflare.manageLocally(id);
		assertThatExceptionOfType(TunnelReadsFile.class)
			.isThrownBy(() -> this.removal.remove(id, null, TunnelBench.ADA));
		assertThatExceptionOfType(TunnelReadsFile.class)
			.isThrownBy(() -> this.tokens.rotate(id, null, false, TunnelBench.ADA));
		assertThat(this.cloudflare.journal().count(Calls.DELETE_TUNNEL)).isEqualTo(deletions);
	}

	@Test
	void whatComesDuringTheFirstLookKeepsATunnel_I2() {
		int deletions = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);
		TunnelId ruled = this.bench.make(TunnelBench.name());
		meanwhile(() -> this.cloudflare.asSomebodyElse().addRule(ruled, "late.uses.example", "http://late:80"));
		assertKept(ruled, TunnelUse.Kind.RULE, "late.uses.example → http://late:80");
		assertThat(this.bench.audit(this.bench.nameOf(ruled))).contains("tunnel.removal_requested ada@example.com",
				"tunnel.removal_refused ada@example.com");

		TunnelId routed = this.bench.make(TunnelBench.name());
		meanwhile(() -> this.cloudflare.addPrivateRoute(routed, "10.30.0.0/16"));
		assertKept(routed, TunnelUse.Kind.NETWORK, "10.30.0.0/16");

		TunnelId connected = this.bench.make(TunnelBench.name());
		meanwhile(() -> this.bench.expect(this.cloudflare.faults()
			.beforeNext(Calls.GET_CONFIGURATION, () -> this.cloudflare.addConnector(connected))));
		assertKept(connected, TunnelUse.Kind.CONNECTOR, "203.0.113.10");

		TunnelId unseen = this.bench.make(TunnelBench.name());
		meanwhile(() -> this.bench.expect(this.cloudflare.faults().on(Calls.LIST_PRIVATE_ROUTES).always().forbidden()));
		assertThatExceptionOfType(CloudflareException.class)
			.isThrownBy(() -> this.removal.remove(unseen, null, TunnelBench.ADA));
		assertThat(this.bench.audit(this.bench.nameOf(unseen))).contains("tunnel.removal_refused ada@example.com");
		assertThat(this.cloudflare.journal().count(Calls.DELETE_TUNNEL)).isEqualTo(deletions);
	}

	@Test
	void serverThatIsStoredDuringASlowSecondLookKeepsATunnel_I2() {
		String name = TunnelBench.name();
		TunnelId id = this.bench.make(name);
		int deletions = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);
		duringTheSecondLook(() -> {
			this.clock.goOn(Duration.ofMinutes(11));
			this.open.settle(id);
			this.transactions.executeWithoutResult((status) -> {
				this.changes.hold(id);
				this.bench.storeServer(name, id);
			});
		});

		assertKept(id, TunnelUse.Kind.SERVER, name);
		assertThat(this.cloudflare.journal().count(Calls.DELETE_TUNNEL)).isEqualTo(deletions);
		assertThat(this.bench.audit(name)).endsWith("tunnel.removal_requested ada@example.com",
				"tunnel.not_deleted tunnels");
	}

	@Test
	void removalThatSomebodyElseTookOverDuringASlowSecondLookDeletesNothing_I4() {
		TunnelId id = this.bench.make(TunnelBench.name());
		KnownTunnel tunnel = this.tunnels.find(id).orElseThrow();
		int deletions = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);
		duringTheSecondLook(() -> {
			this.clock.goOn(Duration.ofMinutes(2));
			this.changes.removalAsked(tunnel, 0, TunnelBench.ADA);
		});

		assertThatExceptionOfType(TunnelBusy.class).isThrownBy(() -> this.removal.remove(id, null, TunnelBench.ADA));

		assertThat(this.cloudflare.journal().count(Calls.DELETE_TUNNEL)).isEqualTo(deletions);
		assertThat(this.changes.open(id)).as("that of the other").isPresent();
	}

	@Test
	void removalAfterASlowSecondLookCountsFromWhenCloudflareIsAsked_I4() {
		TunnelId id = this.bench.make(TunnelBench.name());
		duringTheSecondLook(() -> this.clock.goOn(Duration.ofMinutes(2)));
		this.bench.expect(this.cloudflare.faults().on(Calls.DELETE_TUNNEL).cutBeforeCommit());

		assertThat(this.removal.remove(id, null, TunnelBench.ADA)).isFalse();

		assertThat(this.changes.open(id))
			.hasValueSatisfying((change) -> assertThat(change.removalIsOver(this.clock.instant())).isFalse());
	}

	private void duringTheSecondLook(Runnable happening) {
		meanwhile(() -> this.bench.expect(this.cloudflare.faults().beforeNext(Calls.LIST_PRIVATE_ROUTES, happening)));
	}

	/** Has something happen when the first look has nearly ended. */
	private void meanwhile(Runnable happening) {
		this.bench.expect(this.cloudflare.faults().beforeNext(Calls.GET_CONNECTIONS, happening));
	}

	@Test
	void recordInAZoneWhoseNameCannotBeReadKeepsATunnel_I3() {
		this.cloudflare.addZone("odd.example");
		TunnelId id = this.bench.make(TunnelBench.name());
		this.cloudflare.asSomebodyElse().pointAtTunnel("intra.odd.example", id);
		Fault odd = this.cloudflare.faults().on(Calls.LIST_ZONES).always().answers((answer) -> {
			ObjectNode unreadable = (ObjectNode) answer.deepCopy();
			unreadable.path("result").forEach((zone) -> {
				if (zone.path("name").asString().equals("odd.example")) {
					((ObjectNode) zone).put("name", "not a name");
				}
			});
			return unreadable;
		});

		assertKept(id, TunnelUse.Kind.RECORD, "intra.odd.example");
		assertThat(odd.fired()).isTrue();
	}

	@Test
	void recordsAreLookedForOnlyWhereNothingElseKeepsTheTunnel_I8() {
		TunnelId ruled = this.bench.make(TunnelBench.name());
		this.cloudflare.asSomebodyElse().addRule(ruled, "busy.example", "http://wiki:8080");
		int asked = this.cloudflare.journal().count(Calls.LIST_DNS);

		TunnelUses uses = this.removal.uses(ruled);

		assertThat(uses.recordsLeftOut()).isTrue();
		assertThat(this.cloudflare.journal().count(Calls.LIST_DNS)).isEqualTo(asked);
	}

	@Test
	void lookInHundredsOfZonesLeavesSomeOfTheBudgetAndSaysWhatItLeftOut_I8() {
		DemoAccount.empty(this.cloudflare);
		IntStream.range(0, TunnelUseLookup.MOST_ZONES + 3)
			.forEach((number) -> this.cloudflare.addZone("zone-%d.example".formatted(number)));
		String name = TunnelBench.name();
		TunnelId id = this.bench.make(name);
		this.cloudflare.journal().clear();

		TunnelUses uses = this.removal.uses(id);

		assertThat(uses).isEqualTo(new TunnelUses(List.of(), TunnelUseLookup.MOST_ZONES, 3));
		assertThat(this.cloudflare.journal().matching(Calls.LIST_DNS)).hasSize(TunnelUseLookup.MOST_ZONES)
			.allMatch((entry) -> entry.call()
				.parameter("content.startswith")
				.equals(Optional.of(id + ".cfargotunnel.com")));
		assertThat(this.removal.remove(id, name, TunnelBench.ADA)).isTrue();
		assertThat(
				this.database.sql("SELECT after::text FROM audit_event WHERE action = :action AND subject_name = :name")
					.param("action", "tunnel.removal_requested")
					.param("name", name)
					.query(String.class)
					.single())
			.contains("\"zonesNotLookedAt\"", "3");
		DemoAccount.empty(this.cloudflare);
	}

	@Test
	void whatSomebodyElseMadeIsChangedOnlyByItsNameAndNothingIsLookedAtBefore_I2() {
		String name = TunnelBench.name();
		TunnelId foreign = this.cloudflare.addTunnel(name);
		int looks = this.cloudflare.journal().count(Calls.GET_CONFIGURATION);
		int zones = this.cloudflare.journal().count(Calls.LIST_ZONES);
		for (String said : Arrays.asList(null, "", "  ", name + "x")) {
			assertUnconfirmed(() -> this.removal.remove(foreign, said, TunnelBench.ADA), name);
			assertUnconfirmed(() -> this.tokens.rotate(foreign, said, false, TunnelBench.ADA), name);
		}
		TunnelId own = this.bench.make(TunnelBench.name());
		assertUnconfirmed(() -> this.tokens.rotate(own, "another", false, TunnelBench.ADA), this.bench.nameOf(own));
		assertThat(this.cloudflare.journal().count(Calls.GET_CONFIGURATION)).isEqualTo(looks);
		assertThat(this.cloudflare.journal().count(Calls.LIST_ZONES)).as("one to make a tunnel")
			.isLessThanOrEqualTo(zones + 2);

		assertThat(this.tokens.rotate(foreign, " " + name + " ", false, TunnelBench.ADA).done()).isTrue();
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(this.removal.remove(foreign, name, TunnelBench.ADA)).isTrue();
	}

	@Test
	void tunnelThatHasNoNameIsCalledByItsId_I2() {
		TunnelId id = this.cloudflare.addTunnel(TunnelBench.name());
		for (JsonNode nothing : List.of(JsonNodeFactory.instance.nullNode(), JsonNodeFactory.instance.stringNode(""),
				JsonNodeFactory.instance.stringNode("  "))) {
			this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL).always().answers((answer) -> {
				ObjectNode nameless = (ObjectNode) answer.deepCopy();
				((ObjectNode) nameless.path("result")).set("name", nothing);
				return nameless;
			}));
			assertUnconfirmed(() -> this.removal.remove(id, "", TunnelBench.ADA), id.toString());
			assertUnconfirmed(() -> this.removal.remove(id, "  ", TunnelBench.ADA), id.toString());
			assertUnconfirmed(() -> this.tokens.rotate(id, "", false, TunnelBench.ADA), id.toString());
			this.cloudflare.faults().clear();
		}
		this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL).always().answers((answer) -> {
			ObjectNode nameless = (ObjectNode) answer.deepCopy();
			((ObjectNode) nameless.path("result")).putNull("name");
			return nameless;
		}));
		assertThat(this.removal.remove(id, id.toString(), TunnelBench.ADA)).isTrue();
	}

	@Test
	void connectorThatComesInTheLastMomentKeepsTheTunnelInCloudflaresWords() {
		TunnelId id = this.bench.make(TunnelBench.name());
		this.bench
			.expect(this.cloudflare.faults().beforeNext(Calls.DELETE_TUNNEL, () -> this.cloudflare.addConnector(id)));

		assertThatExceptionOfType(TunnelInUse.class).isThrownBy(() -> this.removal.remove(id, null, TunnelBench.ADA))
			.satisfies((ex) -> assertThat(ex.refusal())
				.hasValueSatisfying((said) -> assertThat(said).hasMessageContaining("active connections")));
		assertThat(this.bench.audit(this.bench.nameOf(id))).contains("tunnel.removal_refused ada@example.com");
	}

	@Test
	void removalWithoutAnAnswerIsLookedUp_I4() {
		TunnelId gone = this.bench.make(TunnelBench.name());
		this.bench.expect(this.cloudflare.faults().on(Calls.DELETE_TUNNEL).cutAfterCommit());
		assertThat(this.removal.remove(gone, null, TunnelBench.ADA)).isTrue();
		this.cloudflare.faults().clear();

		TunnelId there = this.bench.make(TunnelBench.name());
		this.bench.expect(this.cloudflare.faults().on(Calls.DELETE_TUNNEL).cutBeforeCommit());
		assertThat(this.removal.remove(there, null, TunnelBench.ADA)).isFalse();
		assertThat(this.made.find(there)).isPresent();
		this.cloudflare.faults().clear();
		assertThatExceptionOfType(TunnelBusy.class).isThrownBy(() -> this.removal.remove(there, null, TunnelBench.ADA));
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(this.removal.remove(there, null, TunnelBench.ADA)).isTrue();
	}

	@Test
	void nothingBeginsToUseATunnelThatIsBeingRemoved() throws Exception {
		TunnelId id = this.bench.make(TunnelBench.name());
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Boolean> removing = this.transactions.execute((status) -> {
				this.changes.hold(id);
				Future<Boolean> begun = others.submit(() -> this.removal.remove(id, null, TunnelBench.ADA));
				assertThat(isWaitingForALock()).isTrue();
				return begun;
			});
			assertThat(Objects.requireNonNull(removing).get(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (ExecutionException ex) {
			throw new AssertionError(ex);
		}
		assertThatExceptionOfType(TunnelBeingRemoved.class)
			.isThrownBy(() -> this.transactions.executeWithoutResult((status) -> this.changes.hold(id)));
	}

	@Test
	void nothingBeginsToUseATunnelUntilItIsKnownWhetherItIsGone_I3_I4() {
		TunnelId id = this.bench.make(TunnelBench.name());
		this.bench.expect(this.cloudflare.faults().on(Calls.DELETE_TUNNEL).cutBeforeCommit());
		assertThat(this.removal.remove(id, null, TunnelBench.ADA)).isFalse();
		this.cloudflare.faults().clear();

		this.clock.goOn(Duration.ofMinutes(2));
		this.open.settle(id);
		assertThatExceptionOfType(TunnelBeingRemoved.class)
			.isThrownBy(() -> this.transactions.executeWithoutResult((status) -> this.changes.hold(id)));

		this.clock.goOn(Duration.ofMinutes(11));
		this.open.settle(id);
		this.transactions.executeWithoutResult((status) -> this.changes.hold(id));
	}

	private static void assertUnconfirmed(ThrowingCallable change, String right) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(change)
			.satisfies((ex) -> assertThat(ex.problems()).singleElement().satisfies((problem) -> {
				assertThat(problem.field()).isEqualTo("name");
				assertThat(problem.code()).isEqualTo("tunnels.error.confirm");
				assertThat(problem.args()).contains(right);
			}));
	}

	private boolean isWaitingForALock() {
		return Awaitility.await()
			.until(() -> this.database.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
				.query(Integer.class)
				.single(), (waiting) -> waiting > 0) > 0;
	}

	private void assertKept(TunnelId id, TunnelUse.Kind kind, String name) {
		assertThatExceptionOfType(TunnelInUse.class).isThrownBy(() -> this.removal.remove(id, null, TunnelBench.ADA))
			.satisfies((ex) -> assertThat(ex.uses()).singleElement().satisfies((use) -> {
				assertThat(use.kind()).isEqualTo(kind);
				assertThat(use.name()).isEqualTo(name);
			}));
		assertThat(this.bench.isThere(id)).isTrue();
	}

}
