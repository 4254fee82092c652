package dev.postern.tunnels.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.faults.FaultPlan;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.Tunnels;
import dev.postern.waiting.Patience;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of requests that Cloudflare did not answer. */
@PosternTest
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OpenRequestsTests {

	private static final Duration OVER = Duration.ofMinutes(2);

	private static final Duration SHOWN = Duration.ofMinutes(11);

	private final OpenRequests open;

	private final TunnelCreation creation;

	private final TunnelTokens tokens;

	private final TunnelRemoval removal;

	private final TunnelChanges changes;

	private final MadeTunnels made;

	private final Tunnels tunnels;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final SettableClock clock;

	private final TunnelBench bench;

	OpenRequestsTests(OpenRequests open, TunnelCreation creation, TunnelTokens tokens, TunnelRemoval removal,
			TunnelChanges changes, MadeTunnels made, Tunnels tunnels, FakeCloudflare cloudflare, JdbcClient database,
			SettableClock clock, ApplicationContext application) {
		this.open = open;
		this.creation = creation;
		this.tokens = tokens;
		this.removal = removal;
		this.changes = changes;
		this.made = made;
		this.tunnels = tunnels;
		this.cloudflare = cloudflare;
		this.database = database;
		this.clock = clock;
		this.bench = new TunnelBench(application);
	}

	@AfterEach
	void mend() {
		this.bench.mend();
	}

	@Test
	void tunnelIsFoundByALaterLookWhenCloudflareIsAwayFirst_I4_I5() {
		String name = TunnelBench.name();
		lose(Calls.CREATE_TUNNEL, Lost.AFTER_COMMIT);
		Fault away = this.bench.expect(this.cloudflare.faults()
			.beforeNext(Calls.CREATE_TUNNEL,
					() -> this.bench.expect(this.cloudflare.faults().on(Calls.LIST_TUNNELS).always().status(503))));
		assertThat(this.creation.create(name, TunnelBench.ADA)).isInstanceOf(TunnelDelivery.Lost.class);
		assertThat(away.fired()).isTrue();
		assertThatExceptionOfType(CloudflareUnavailable.class)
			.isThrownBy(() -> this.creation.create(name, TunnelBench.ADA));
		this.cloudflare.faults().clear();

		look();
		assertThat(claimed()).as("its answer may be on its way").contains(name);
		this.clock.goOn(OVER);
		look();

		assertThat(claimed()).doesNotContain(name);
		assertThat(this.made.find(this.bench.id(name))).isPresent();
		assertThat(this.bench.audit(name)).containsExactly("tunnel.requested ada@example.com", "tunnel.found tunnels");
		assertThat(this.bench.remote(name)).hasSize(1);
	}

	@Test
	void whatWasNeverMadeIsGivenUpAndCanBeAskedForAgain_I3() {
		String name = TunnelBench.name();
		lose(Calls.CREATE_TUNNEL, Lost.BEFORE_COMMIT);
		assertThat(this.creation.create(name, TunnelBench.ADA)).isInstanceOf(TunnelDelivery.Lost.class);

		this.clock.goOn(OVER);
		look();
		assertThat(claimed()).as("a list may lag").contains(name);

		this.clock.goOn(SHOWN);
		look();
		assertThat(claimed()).doesNotContain(name);
		assertThat(this.bench.make(name)).isNotNull();
		assertThat(this.bench.remote(name)).hasSize(1);
	}

	@Test
	void tunnelThatAListShowsLateIsFoundAndMakesNoTwin_I4() {
		String name = TunnelBench.name();
		lose(Calls.CREATE_TUNNEL, Lost.AFTER_COMMIT);
		Fault lag = this.bench.expect(this.cloudflare.faults()
			.on(Calls.LIST_TUNNELS)
			.always()
			.hide((tunnel) -> tunnel.path("name").asString().equals(name)));
		assertThat(this.creation.create(name, TunnelBench.ADA)).isInstanceOf(TunnelDelivery.Lost.class);
		this.clock.goOn(OVER);
		look();
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.creation.create(name, TunnelBench.ADA));
		lag.remove();

		look();

		assertThat(this.made.find(this.bench.id(name))).isPresent();
		assertThat(this.bench.remote(name)).hasSize(1);
	}

	@Test
	void tunnelWhoseNameCloudflareSpellsOtherwiseIsFoundByItsId_I4() {
		String name = TunnelBench.name();
		spellOtherwise(name);

		assertThat(this.creation.create(name, TunnelBench.ADA)).isInstanceOfSatisfying(TunnelDelivery.Made.class,
				(made) -> assertThat(made.id()).isEqualTo(this.bench.id(name)));

		assertThat(claimed()).doesNotContain(name);
		assertThat(this.bench.audit(name)).endsWith("tunnel.found ada@example.com");
	}

	@Test
	void tunnelThatAnAnswerToldOfIsNotGivenUpWhileItMayBeThere_I3_I4() {
		String name = TunnelBench.name();
		spellOtherwise(name);
		Fault lag = this.bench.expect(this.cloudflare.faults()
			.on(Calls.LIST_TUNNELS)
			.always()
			.hide((tunnel) -> tunnel.path("name").asString().equalsIgnoreCase(name)));
		assertThat(this.creation.create(name, TunnelBench.ADA)).isInstanceOf(TunnelDelivery.Lost.class);
		this.clock.goOn(SHOWN);
		look();
		assertThat(claimed()).contains(name);
		lag.remove();

		look();

		assertThat(this.made.find(this.bench.id(name))).isPresent();
		assertThat(claimed()).doesNotContain(name);
	}

	private void spellOtherwise(String name) {
		this.bench.expect(this.cloudflare.faults().on(Calls.CREATE_TUNNEL).answers((answer) -> {
			ObjectNode spelled = (ObjectNode) answer.deepCopy();
			((ObjectNode) spelled.path("result")).put("name", name.toUpperCase(Locale.ROOT));
			return spelled;
		}));
		this.bench.expect(this.cloudflare.faults().on(Calls.LIST_TUNNELS).always().answers((answer) -> {
			ObjectNode spelled = (ObjectNode) answer.deepCopy();
			spelled.path("result").forEach((tunnel) -> {
				if (tunnel.path("name").asString().equals(name)) {
					((ObjectNode) tunnel).put("name", name.toUpperCase(Locale.ROOT));
				}
			});
			return spelled;
		}));
	}

	@Test
	void tunnelThatSomebodyElseMadeInThatInstantIsNotOurs_I2() {
		String name = TunnelBench.name();
		lose(Calls.CREATE_TUNNEL, Lost.BEFORE_COMMIT);
		this.creation.create(name, TunnelBench.ADA);
		TunnelId foreign = this.cloudflare.addTunnel(name);

		this.clock.goOn(OVER);
		look();
		assertThat(this.open.claims(this.tunnels.fresh())).filteredOn((claim) -> claim.claim().name().equals(name))
			.singleElement()
			.satisfies((claim) -> assertThat(claim.namesake()).as("its token says that it is not").isNull());
		this.clock.goOn(SHOWN);
		look();

		assertThat(this.made.find(foreign)).isEmpty();
		assertThat(this.bench.audit(name)).containsExactly("tunnel.requested ada@example.com",
				"tunnel.not_created tunnels");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void personSaysWhoseATunnelIsThatDoesNotTell_I2_I10(boolean ours) {
		String name = TunnelBench.name();
		lose(Calls.CREATE_TUNNEL, Lost.BEFORE_COMMIT);
		this.creation.create(name, TunnelBench.ADA);
		TunnelId tunnel = this.cloudflare.addTunnel(name);
		listAsMade(this.clock.instant());
		this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().forbidden());
		assertThatExceptionOfType(TunnelBusy.class).as("its answer may be on its way")
			.isThrownBy(() -> this.open.decide(claim(name).claim().claim(), ours, TunnelBench.ADA));

		this.clock.goOn(SHOWN);
		look();
		assertThat(claim(name).namesake()).isNotNull();
		assertThat(this.made.find(tunnel)).as("nobody guesses").isEmpty();
		this.open.decide(claim(name).claim().claim(), ours, TunnelBench.ADA);

		assertThat(this.made.find(tunnel).isPresent()).isEqualTo(ours);
		assertThat(claimed()).doesNotContain(name);
		assertThat(this.bench.audit(name)).containsExactly("tunnel.requested ada@example.com",
				ours ? "tunnel.found ada@example.com" : "tunnel.not_created ada@example.com");
	}

	@Test
	void certainlyOlderTunnelIsNotAskedAbout_I2() {
		String name = TunnelBench.name();
		lose(Calls.CREATE_TUNNEL, Lost.BEFORE_COMMIT);
		this.creation.create(name, TunnelBench.ADA);
		TunnelId foreign = this.cloudflare.addTunnel(name);
		listAsMade(Instant.parse("2020-01-01T00:00:00Z"));
		this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().forbidden());

		this.clock.goOn(OVER);

		assertThat(claim(name).namesake()).isNull();
		assertThat(this.made.find(foreign)).isEmpty();
	}

	@Test
	void removalThatCameToPassIsNotedByALaterLook_I4_I5_I10() {
		TunnelId id = this.bench.make(TunnelBench.name());
		String name = this.bench.nameOf(id);
		lose(Calls.DELETE_TUNNEL, Lost.AFTER_COMMIT);
		this.bench.expect(this.cloudflare.faults()
			.beforeNext(Calls.DELETE_TUNNEL,
					() -> this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL).always().status(503))));

		assertThat(this.removal.remove(id, null, TunnelBench.ADA)).isFalse();
		this.cloudflare.faults().clear();
		this.open.settle(id);
		assertThat(this.changes.open(id)).as("its answer may be on its way").isPresent();
		this.clock.goOn(OVER);
		this.open.settle(id);
		this.open.settle(id);

		assertThat(this.changes.open(id)).isEmpty();
		assertThat(this.made.find(id)).isEmpty();
		assertThat(this.bench.audit(name)).endsWith("tunnel.removal_requested ada@example.com",
				"tunnel.found_deleted tunnels");
	}

	@Test
	void tunnelWhoseDeletionIsShownLateIsNotTakenForKept_I3_I4() {
		TunnelId id = this.bench.make(TunnelBench.name());
		String name = this.bench.nameOf(id);
		lose(Calls.DELETE_TUNNEL, Lost.AFTER_COMMIT);
		this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL).always().answers((answer) -> {
			ObjectNode late = (ObjectNode) answer.deepCopy();
			((ObjectNode) late.path("result")).putNull("deleted_at");
			return late;
		}));
		assertThat(this.removal.remove(id, null, TunnelBench.ADA)).isFalse();
		this.clock.goOn(OVER);
		this.open.settle(id);
		assertThat(this.changes.open(id)).isPresent();
		this.cloudflare.faults().clear();

		this.open.settle(id);

		assertThat(this.bench.audit(name)).endsWith("tunnel.removal_requested ada@example.com",
				"tunnel.found_deleted tunnels");
	}

	@ParameterizedTest
	@ValueSource(strings = { "BEFORE_COMMIT", "STATUS" })
	void removalThatDidNotComeToPassIsNotedOnceAndNeverRepeated_I4_I10(Lost how) {
		TunnelId id = this.bench.make(TunnelBench.name());
		lose(Calls.DELETE_TUNNEL, how);
		assertThat(this.removal.remove(id, null, TunnelBench.ADA)).isFalse();
		int asked = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);

		this.clock.goOn(OVER);
		look();
		assertThat(this.changes.open(id)).as("Cloudflare may show it late").isPresent();
		this.clock.goOn(SHOWN);
		look();
		look();

		assertThat(this.changes.open(id)).isEmpty();
		assertThat(this.cloudflare.journal().count(Calls.DELETE_TUNNEL)).isEqualTo(asked);
		assertThat(this.bench.audit(this.bench.nameOf(id))).endsWith("tunnel.removal_requested ada@example.com",
				"tunnel.not_deleted tunnels");
	}

	@ParameterizedTest
	@ValueSource(strings = { "AFTER_COMMIT", "STATUS_AFTER_COMMIT" })
	void rotationThatCameToPassIsKnownByItsToken_I4_I5_I9_I10(Lost how) {
		TunnelId id = this.bench.make(TunnelBench.name());
		String before = this.bench.token(id);
		lose(Calls.PATCH_TUNNEL, how);
		Fault untold = this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().status(503));
		assertThat(this.tokens.rotate(id, null, false, TunnelBench.ADA).done()).isFalse();
		this.clock.goOn(OVER);
		look();
		assertThat(this.changes.open(id)).isPresent();
		untold.remove();

		look();
		look();

		assertThat(this.changes.open(id)).isEmpty();
		assertThat(this.changes.rotatedAt(id)).isPresent();
		assertThat(this.bench.token(id)).isNotEqualTo(before);
		assertThat(this.bench.audit(this.bench.nameOf(id))).containsOnlyOnce("tunnel.rotated tunnels");
		assertThat(this.database.sql("SELECT count(*) FROM tunnel_change WHERE rotation_digest IS NOT NULL")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void connectionsThatWereToBeClosedAreClosedOnceWhenTheTokenTurnsOutToBeAnother_I4_I9_I10() {
		TunnelId id = this.bench.make(TunnelBench.name());
		this.cloudflare.runConnector(this.bench.token(id));
		int closings = this.cloudflare.journal().count(Calls.DELETE_CONNECTIONS);
		loseRotation(id, true);

		look();
		look();

		assertThat(this.cloudflare.journal().count(Calls.DELETE_CONNECTIONS)).isEqualTo(closings + 1);
		assertThat(this.changes.closingAskedAt(id)).isEmpty();
		assertThat(this.removal.uses(id).found()).as("connectors").isEmpty();
		assertThat(this.bench.audit(this.bench.nameOf(id))).endsWith("tunnel.rotated tunnels",
				"tunnel.connections_closed tunnels");
	}

	@Test
	void connectionsThatMayNotBeClosedAreToldAndNotAskedForAgain_I4() {
		TunnelId id = this.bench.make(TunnelBench.name());
		this.cloudflare.runConnector(this.bench.token(id));
		loseRotation(id, true);
		int closings = this.cloudflare.journal().count(Calls.DELETE_CONNECTIONS);
		Fault away = this.bench.expect(this.cloudflare.faults().on(Calls.DELETE_CONNECTIONS).status(503));

		look();
		away.remove();
		look();

		assertThat(this.cloudflare.journal().count(Calls.DELETE_CONNECTIONS)).isEqualTo(closings + 1);
		assertThat(this.changes.closingAskedAt(id)).isPresent();
	}

	@Test
	void connectionsThatWereToStayAreKeptWhenTheTokenTurnsOutToBeAnother_I2() {
		TunnelId id = this.bench.make(TunnelBench.name());
		int closings = this.cloudflare.journal().count(Calls.DELETE_CONNECTIONS);
		loseRotation(id, false);

		look();

		assertThat(this.changes.rotatedAt(id)).isPresent();
		assertThat(this.cloudflare.journal().count(Calls.DELETE_CONNECTIONS)).isEqualTo(closings);
	}

	/** The token is another one, and nothing tells so until the next look. */
	private void loseRotation(TunnelId id, boolean closeConnections) {
		lose(Calls.PATCH_TUNNEL, Lost.AFTER_COMMIT);
		Fault untold = this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().status(503));
		assertThat(this.tokens.rotate(id, null, closeConnections, TunnelBench.ADA).done()).isFalse();
		untold.remove();
		this.clock.goOn(OVER);
	}

	@Test
	void rotationThatDidNotComeToPassIsKnownByItsToken_I4_I10() {
		TunnelId id = this.bench.make(TunnelBench.name());
		String before = this.bench.token(id);
		lose(Calls.PATCH_TUNNEL, Lost.BEFORE_COMMIT);
		assertThat(this.tokens.rotate(id, null, false, TunnelBench.ADA)).isEqualTo(TokenRotation.NOT_KNOWN);
		int asked = this.cloudflare.journal().count(Calls.PATCH_TUNNEL);

		this.clock.goOn(OVER);
		look();
		assertThat(this.changes.open(id)).as("Cloudflare may show it late").isPresent();
		this.clock.goOn(SHOWN);
		look();

		assertThat(this.changes.open(id)).isEmpty();
		assertThat(this.changes.rotatedAt(id)).isEmpty();
		assertThat(this.cloudflare.journal().count(Calls.PATCH_TUNNEL)).isEqualTo(asked);
		assertThat(this.bench.token(id)).isEqualTo(before);
		assertThat(this.bench.audit(this.bench.nameOf(id))).contains("tunnel.not_rotated tunnels");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void personSaysWhatCameOfARotationThatDoesNotTell_I4_I10(boolean rotated) {
		TunnelId id = this.bench.make(TunnelBench.name());
		lose(Calls.PATCH_TUNNEL, Lost.AFTER_COMMIT);
		this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().answers((answer) -> {
			ObjectNode silent = (ObjectNode) answer.deepCopy();
			return silent.put("result", "a token that cannot be read");
		}));
		this.tokens.rotate(id, null, false, TunnelBench.ADA);
		assertThatExceptionOfType(TunnelBusy.class).as("Cloudflare may show it late")
			.isThrownBy(() -> this.open.decide(id, rotated, TunnelBench.ADA));
		int asked = this.cloudflare.journal().count(Calls.PATCH_TUNNEL);

		this.clock.goOn(SHOWN);
		look();
		assertThat(this.changes.open(id))
			.hasValueSatisfying((change) -> assertThat(change.rotationWaitsForAPerson(this.clock.instant())).isTrue());
		this.open.decide(id, rotated, TunnelBench.ADA);

		assertThat(this.changes.open(id)).isEmpty();
		assertThat(this.changes.rotatedAt(id).isPresent()).isEqualTo(rotated);
		assertThat(this.cloudflare.journal().count(Calls.PATCH_TUNNEL)).isEqualTo(asked);
		assertThat(this.bench.audit(this.bench.nameOf(id)))
			.endsWith(rotated ? "tunnel.rotated ada@example.com" : "tunnel.not_rotated ada@example.com");
	}

	@Test
	void instancesThatLookAtTheSameTimeNoteItOnce_I6_I10() throws Exception {
		TunnelId id = this.bench.make(TunnelBench.name());
		lose(Calls.PATCH_TUNNEL, Lost.AFTER_COMMIT);
		Fault untold = this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().status(503));
		this.tokens.rotate(id, null, false, TunnelBench.ADA);
		untold.remove();
		this.clock.goOn(OVER);

		Fault held = this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).times(2).hang());
		try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> one = instances.submit(() -> this.open.settle(id));
			Future<?> another = instances.submit(() -> this.open.settle(id));
			held.awaitFired();
			Awaitility.await().until(() -> held.firings() == 2);
			held.release();
			one.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
			another.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
		}

		assertThat(this.bench.audit(this.bench.nameOf(id))).containsOnlyOnce("tunnel.rotated tunnels");
	}

	@Test
	void requestThatIsAskedMeanwhileIsNotSweptAway_I4() {
		TunnelId id = this.bench.make(TunnelBench.name());
		lose(Calls.DELETE_TUNNEL, Lost.BEFORE_COMMIT);
		assertThat(this.removal.remove(id, null, TunnelBench.ADA)).isFalse();
		OpenChange old = this.changes.open(id).orElseThrow();
		this.clock.goOn(OVER);
		lose(Calls.DELETE_TUNNEL, Lost.BEFORE_COMMIT);
		assertThat(this.removal.remove(id, null, TunnelBench.ADA)).isFalse();

		this.changes.notRemoved(this.tunnels.find(id).orElseThrow(), Objects.requireNonNull(old.removalAsked()),
				"not_deleted", TunnelBench.ADA);

		assertThat(this.changes.open(id)).isPresent();
	}

	@Test
	void whatCannotBeAskedSettlesNothing_I3() {
		TunnelId id = this.bench.make(TunnelBench.name());
		lose(Calls.DELETE_TUNNEL, Lost.BEFORE_COMMIT);
		this.removal.remove(id, null, TunnelBench.ADA);
		this.clock.goOn(SHOWN);
		for (int status : List.of(403, 429, 500, 503)) {
			Fault away = this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL).always().status(status));
			this.open.settle(id);
			away.remove();
			this.clock.goOn(Duration.ofMinutes(6));
		}

		assertThat(this.changes.open(id)).isPresent();
		assertThat(this.bench.audit(this.bench.nameOf(id))).endsWith("tunnel.removal_requested ada@example.com");
	}

	private void listAsMade(Instant when) {
		this.bench.expect(this.cloudflare.faults().on(Calls.LIST_TUNNELS).always().answers((answer) -> {
			ObjectNode rewritten = (ObjectNode) answer.deepCopy();
			rewritten.path("result").forEach((tunnel) -> ((ObjectNode) tunnel).put("created_at", when.toString()));
			return rewritten;
		}));
	}

	private void look() {
		this.open.settle(this.tunnels.fresh());
	}

	private List<String> claimed() {
		return this.made.open().stream().map(MadeTunnel::name).toList();
	}

	private OpenClaim claim(String name) {
		return this.open.claims(this.tunnels.fresh())
			.stream()
			.filter((claim) -> claim.claim().name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private void lose(CallMatcher call, Lost how) {
		FaultPlan faults = this.cloudflare.faults().on(call);
		this.bench.expect(switch (how) {
			case BEFORE_COMMIT -> faults.cutBeforeCommit();
			case AFTER_COMMIT -> faults.cutAfterCommit();
			case STATUS -> faults.status(502);
			case STATUS_AFTER_COMMIT -> faults.statusAfterCommit(502);
		});
	}

	/** How an answer is lost. */
	enum Lost {

		BEFORE_COMMIT, AFTER_COMMIT, STATUS, STATUS_AFTER_COMMIT

	}

}
