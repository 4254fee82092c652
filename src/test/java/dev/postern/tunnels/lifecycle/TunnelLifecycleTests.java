package dev.postern.tunnels.lifecycle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.kernel.Json;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.TunnelNotFound;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.install.ConnectorForm;
import dev.postern.tunnels.install.ConnectorProtocol;
import dev.postern.tunnels.lifecycle.TokenRotation.Connections;
import dev.postern.waiting.Patience;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of tunnels at Cloudflare, in the register and in the audit. */
@PosternTest
@ExtendWith(OutputCaptureExtension.class)
@Import(SettableClockConfiguration.class)
@TestPropertySource(properties = "postern.tests.clock=of-tunnels")
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TunnelLifecycleTests {

	private static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private final TunnelCreation creation;

	private final TunnelTokens tokens;

	private final TunnelRemoval removal;

	private final TunnelChanges changes;

	private final MadeTunnels made;

	private final Tunnels tunnels;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final SettableClock clock;

	private final TransactionTemplate transactions;

	TunnelLifecycleTests(TunnelCreation creation, TunnelTokens tokens, TunnelRemoval removal, TunnelChanges changes,
			MadeTunnels made, Tunnels tunnels, FakeCloudflare cloudflare, JdbcClient database, SettableClock clock,
			TransactionTemplate transactions) {
		this.creation = creation;
		this.tokens = tokens;
		this.removal = removal;
		this.changes = changes;
		this.made = made;
		this.tunnels = tunnels;
		this.cloudflare = cloudflare;
		this.database = database;
		this.clock = clock;
		this.transactions = transactions;
	}

	@AfterEach
	void mend() {
		this.cloudflare.faults().clear();
	}

	@Test
	void newTunnelIsClaimedMadeManagedAtCloudflareAndInTheAudit_I10() {
		String name = name();

		TunnelId id = make("  " + name + " ");

		assertThat(remote(name)).hasSize(1);
		assertThat(remote(name).getFirst().path("config_src").asString()).isEqualTo("cloudflare");
		assertThat(this.made.find(id)).hasValueSatisfying((one) -> {
			assertThat(one.name()).isEqualTo(name);
			assertThat(one.askedBy()).isEqualTo("ada@example.com");
		});
		assertThat(this.tunnels.find(id)).isPresent();
		assertThat(audit(name)).containsExactly("tunnel.requested ada@example.com", "tunnel.created ada@example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "two\nlines", "two\u2028lines", "of\u202Efice", "office\u200B",
			"f70ff985-a4ef-4643-bbbc-4a0ed4fc8415", "f70ff985a4ef4643bbbc4a0ed4fc8415",
			"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x" })
	void nameThatIsNoneMakesNothing_I15(String name) {
		int calls = this.cloudflare.journal().count(Calls.CREATE_TUNNEL);

		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.creation.create(name, ADA))
			.satisfies((ex) -> assertThat(ex.problems()).extracting("field").containsExactly("name"));
		assertThat(this.cloudflare.journal().count(Calls.CREATE_TUNNEL)).isEqualTo(calls);
	}

	@Test
	void nameOfATunnelThatSomebodyElseHasJustMadeIsTaken() {
		String known = name();
		this.cloudflare.addTunnel(known);
		assertTaken(known);

		String late = name();
		this.cloudflare.faults().beforeNext(Calls.CREATE_TUNNEL, () -> this.cloudflare.addTunnel(late));
		assertTaken(late);
		assertThat(remote(late)).hasSize(1);
		assertThat(audit(late)).containsExactly("tunnel.requested ada@example.com",
				"tunnel.not_created ada@example.com");
	}

	@Test
	void twoAdministratorsWhoCreateTheSameAtOnceMakeOne_I4() throws Exception {
		String name = name();
		Fault held = this.cloudflare.faults().on(Calls.CREATE_TUNNEL).hang();
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<TunnelDelivery> first = others.submit(() -> this.creation.create(name, ADA));
			held.awaitFired();

			assertTaken(name);
			held.release();

			assertThat(first.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(TunnelDelivery.Made.class);
		}
		assertThat(remote(name)).hasSize(1);
		assertThat(this.made.open()).noneMatch((claim) -> claim.name().equals(name));
	}

	@Test
	void lostAnswerIsLookedUpAndMakesNoTwin_I4() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutAfterCommit();

		assertThat(this.creation.create(name, ADA)).isInstanceOf(TunnelDelivery.Made.class);

		assertThat(remote(name)).hasSize(1);
		assertThat(audit(name)).containsExactly("tunnel.requested ada@example.com", "tunnel.found ada@example.com");
	}

	@Test
	void tunnelIsFoundByALaterLookWhenCloudflareIsAwayFirst_I4_I5() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutAfterCommit();
		this.cloudflare.faults()
			.beforeNext(Calls.CREATE_TUNNEL,
					() -> this.cloudflare.faults().on(Calls.LIST_TUNNELS).always().status(503));

		assertThat(this.creation.create(name, ADA)).isInstanceOf(TunnelDelivery.Lost.class);
		assertThat(this.made.open()).extracting(MadeTunnel::name).contains(name);
		assertThatExceptionOfType(CloudflareUnavailable.class).isThrownBy(() -> this.creation.create(name, ADA));

		this.cloudflare.faults().clear();
		this.made.settle(this.tunnels.fresh());

		assertThat(this.made.open()).extracting(MadeTunnel::name).doesNotContain(name);
		assertThat(this.made.find(id(name))).isPresent();
		assertThat(audit(name)).containsExactly("tunnel.requested ada@example.com", "tunnel.found tunnels");
		assertTaken(name);
		assertThat(remote(name)).hasSize(1);
	}

	@Test
	void whatWasNeverMadeIsGivenUpAndCanBeAskedForAgain_I3() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutBeforeCommit();

		assertThat(this.creation.create(name, ADA)).isInstanceOf(TunnelDelivery.Lost.class);
		this.made.settle(this.tunnels.fresh());
		assertThat(this.made.open()).as("its answer may be on its way").extracting(MadeTunnel::name).contains(name);
		assertTaken(name);

		this.clock.goOn(Duration.ofMinutes(11));
		this.made.settle(this.tunnels.fresh());
		assertThat(this.made.open()).extracting(MadeTunnel::name).doesNotContain(name);
		assertThat(make(name)).isNotNull();
		assertThat(remote(name)).hasSize(1);
	}

	@Test
	void olderTunnelOfTheSameNameIsNotTakenForTheOneThatWasAskedFor_I2() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutBeforeCommit();
		this.creation.create(name, ADA);
		TunnelId foreign = this.cloudflare.addTunnel(name);
		this.cloudflare.faults().on(Calls.LIST_TUNNELS).always().answers((answer) -> {
			ObjectNode rewritten = (ObjectNode) answer.deepCopy();
			rewritten.path("result")
				.forEach((tunnel) -> ((ObjectNode) tunnel).put("created_at", "2020-01-01T00:00:00Z"));
			return rewritten;
		});

		this.made.settle(this.tunnels.fresh());

		assertThat(this.made.find(foreign)).isEmpty();
	}

	@Test
	void refusalMakesNothingAndIsTold() {
		String name = name();
		this.cloudflare.faults().on(Calls.CREATE_TUNNEL).forbidden();
		assertThatExceptionOfType(CloudflareException.Unauthorized.class)
			.isThrownBy(() -> this.creation.create(name, ADA));
		this.cloudflare.faults().clear();
		this.cloudflare.faults().on(Calls.CREATE_TUNNEL).refused(1001, "Invalid request");
		assertThatExceptionOfType(CloudflareException.Rejected.class).isThrownBy(() -> this.creation.create(name, ADA));

		assertThat(remote(name)).isEmpty();
		assertThat(this.made.open()).extracting(MadeTunnel::name).doesNotContain(name);
	}

	@Test
	void tokenIsToldToWhoAsksAndRestsNowhere_I9(CapturedOutput log) {
		String name = name();
		TunnelId id = make(name);

		String text = this.tokens.connector(id, ConnectorForm.COMPOSE, ConnectorProtocol.AUTO, ADA).reveal();
		String token = text.replaceAll("(?s).*TUNNEL_TOKEN: \"([^\"]+)\".*", "$1");
		this.cloudflare.runConnector(token);
		this.tokens.rotate(id, null, true, ADA);
		String second = this.tokens.connector(id, ConnectorForm.DOCKER, ConnectorProtocol.AUTO, ADA)
			.reveal()
			.replaceAll("(?s).*TUNNEL_TOKEN=([^\n]+)\n.*", "$1");

		assertThat(second).isNotEqualTo(token);
		assertThat(audit(name)).contains("tunnel.token_shown ada@example.com");
		for (String secret : List.of(token, second, secretOf(token), secretOf(second))) {
			assertThat(log.getAll()).doesNotContain(secret);
			assertThat(tablesThatHold(secret)).isEmpty();
		}
	}

	@Test
	void tokenThatCannotBeUsedIsToldToNobody() {
		TunnelId id = make(name());
		String foreign = this.tokens.connector(make(name()), ConnectorForm.SYSTEMD, ConnectorProtocol.AUTO, ADA)
			.reveal()
			.replaceAll("(?s).*TUNNEL_TOKEN=([^\n]+)\n.*", "$1");
		List<JsonNode> odd = List.of(JsonNodeFactory.instance.nullNode(), JsonNodeFactory.instance.stringNode(""),
				JsonNodeFactory.instance.stringNode("  "), JsonNodeFactory.instance.numberNode(7),
				JsonNodeFactory.instance.objectNode().put("token", "abc"), JsonNodeFactory.instance.booleanNode(true),
				JsonNodeFactory.instance.stringNode("a\nEND_OF_TOKEN\nrm -rf /"),
				JsonNodeFactory.instance.stringNode(foreign));
		for (JsonNode token : odd) {
			Fault fault = this.cloudflare.faults()
				.on(Calls.GET_TUNNEL_TOKEN)
				.always()
				.answers((answer) -> ((ObjectNode) answer.deepCopy()).set("result", token));
			assertThatExceptionOfType(CloudflareException.class).as(token.toString())
				.isThrownBy(() -> this.tokens.connector(id, ConnectorForm.COMPOSE, ConnectorProtocol.AUTO, ADA))
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(foreign));
			assertThat(fault.fired()).isTrue();
			this.cloudflare.faults().clear();
		}
		this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().answers((answer) -> {
			ObjectNode without = (ObjectNode) answer.deepCopy();
			without.remove("result");
			return without;
		});
		assertThatExceptionOfType(CloudflareException.class)
			.isThrownBy(() -> this.tokens.connector(id, ConnectorForm.COMPOSE, ConnectorProtocol.AUTO, ADA));
		assertThat(audit(nameOf(id))).doesNotContain("tunnel.token_shown ada@example.com");
	}

	@Test
	void rotatedTokenOpensConnectionsAndTheOldOneNoMore() {
		TunnelId id = make(name());
		String old = token(id);
		UUID connector = this.cloudflare.runConnector(old);

		TokenRotation rotation = this.tokens.rotate(id, null, false, ADA);

		assertThat(rotation).isEqualTo(new TokenRotation(true, Connections.KEPT));
		assertThat(connectors(id)).containsExactly(connector.toString());
		assertThat(this.changes.rotatedAt(id)).isPresent();
		UUID next = this.cloudflare.runConnector(token(id));
		String fresh = token(id);
		assertThatExceptionOfType(TokenJustRotated.class).as("a reload, or a second click")
			.isThrownBy(() -> this.tokens.rotate(id, null, true, ADA));
		assertThat(token(id)).isEqualTo(fresh);
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(this.tokens.rotate(id, null, true, ADA).connections()).isEqualTo(Connections.CLOSED);
		assertThat(connectors(id)).doesNotContain(connector.toString(), next.toString());
		assertThat(audit(nameOf(id))).contains("tunnel.rotation_requested ada@example.com",
				"tunnel.rotated ada@example.com", "tunnel.connections_closed ada@example.com");
	}

	@Test
	void rotationWithoutAnAnswerIsLookedUpByTheTokenAndNotRepeated_I4() {
		TunnelId id = make(name());
		Fault lost = this.cloudflare.faults().on(Calls.PATCH_TUNNEL).cutAfterCommit();
		assertThat(this.tokens.rotate(id, null, false, ADA).done()).isTrue();
		assertThat(lost.firings()).isEqualTo(1);
		this.cloudflare.faults().clear();
		this.clock.goOn(Duration.ofMinutes(2));

		String before = token(id);
		this.cloudflare.faults().on(Calls.PATCH_TUNNEL).cutBeforeCommit();
		int asked = this.cloudflare.journal().count(Calls.PATCH_TUNNEL);
		assertThat(this.tokens.rotate(id, null, true, ADA)).isEqualTo(TokenRotation.NOT_KNOWN);
		assertThat(this.cloudflare.journal().count(Calls.PATCH_TUNNEL)).isLessThanOrEqualTo(asked + 1);
		assertThat(token(id)).isEqualTo(before);
		assertThatExceptionOfType(TunnelBusy.class).isThrownBy(() -> this.tokens.rotate(id, null, false, ADA));

		this.clock.goOn(Duration.ofMinutes(2));
		this.cloudflare.faults().clear();
		assertThat(this.tokens.rotate(id, null, false, ADA).done()).isTrue();
	}

	@Test
	void refusedRotationAndConnectionsThatMayBeOpenAreTold() {
		TunnelId id = make(name());
		this.cloudflare.faults().on(Calls.PATCH_TUNNEL).forbidden();
		assertThatExceptionOfType(CloudflareException.Unauthorized.class)
			.isThrownBy(() -> this.tokens.rotate(id, null, false, ADA));
		this.cloudflare.faults().clear();

		this.cloudflare.faults().on(Calls.DELETE_CONNECTIONS).status(503);
		assertThat(this.tokens.rotate(id, null, true, ADA)).isEqualTo(new TokenRotation(true, Connections.NOT_KNOWN));
		assertThat(audit(nameOf(id))).contains("tunnel.rotation_refused ada@example.com");
	}

	@Test
	void rateLimitChangesNothing_I8() {
		TunnelId id = make(name());
		String before = token(id);
		Fault limit = this.cloudflare.faults().on(Calls.PATCH_TUNNEL).throttle(60);

		assertThatExceptionOfType(CloudflareException.Throttled.class)
			.isThrownBy(() -> this.tokens.rotate(id, null, false, ADA));
		assertThat(limit.fired()).isTrue();
		assertThatExceptionOfType(CloudflareUnavailable.class).isThrownBy(() -> this.creation.create(name(), ADA));

		this.cloudflare.faults().clear();
		this.clock.goOn(Duration.ofMinutes(6));
		assertThat(token(id)).isEqualTo(before);
		assertThat(this.tokens.rotate(id, null, false, ADA).done()).as("nobody is kept waiting by a refusal").isTrue();
	}

	@Test
	void tunnelThatNothingUsesIsRemoved_I10() {
		String name = name();
		TunnelId id = make(name);

		assertThat(this.removal.remove(id, null, ADA)).isTrue();

		assertThat(remote(name)).isEmpty();
		assertThat(this.made.find(id)).isEmpty();
		assertThat(audit(name)).contains("tunnel.removal_requested ada@example.com", "tunnel.deleted ada@example.com");
		assertThatExceptionOfType(TunnelNotFound.class).isThrownBy(() -> this.removal.remove(id, null, ADA));
	}

	@Test
	void whateverUsesATunnelKeepsIt_I2_I7() {
		this.cloudflare.addZone("uses.example");
		int deletions = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);
		TunnelId ruled = make(name());
		this.cloudflare.asSomebodyElse().addRule(ruled, "wiki.uses.example", "http://wiki:8080");
		TunnelId named = make(name());
		this.cloudflare.asSomebodyElse().pointAtTunnel("intra.uses.example", named);
		TunnelId routed = make(name());
		this.cloudflare.addPrivateRoute(routed, "10.20.0.0/16");
		TunnelId connected = make(name());
		this.cloudflare.addConnector(connected);
		TunnelId caught = make(name());
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
		TunnelId id = make(name());
		this.cloudflare.addZone("unseen.example");
		int deletions = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);
		for (CallMatcher call : List.of(Calls.GET_CONFIGURATION, Calls.LIST_DNS, Calls.LIST_PRIVATE_ROUTES,
				Calls.GET_CONNECTIONS, Calls.LIST_ZONES, Calls.GET_TUNNEL)) {
			this.cloudflare.faults().on(call).always().forbidden();
			assertThatExceptionOfType(CloudflareException.class).isThrownBy(() -> this.removal.remove(id, null, ADA));
			this.cloudflare.faults().clear();
		}
		this.cloudflare.faults().on(Calls.GET_CONFIGURATION).always().answers((answer) -> {
			ObjectNode silent = (ObjectNode) answer.deepCopy();
			((ObjectNode) silent.path("result")).put("version", 3).putNull("config");
			return silent;
		});
		assertThatExceptionOfType(CloudflareException.class).isThrownBy(() -> this.removal.remove(id, null, ADA));
		this.cloudflare.faults().clear();

		this.cloudflare.manageLocally(id);
		assertThatExceptionOfType(TunnelReadsFile.class).isThrownBy(() -> this.removal.remove(id, null, ADA));
		assertThatExceptionOfType(TunnelReadsFile.class).isThrownBy(() -> this.tokens.rotate(id, null, false, ADA));
		assertThat(this.cloudflare.journal().count(Calls.DELETE_TUNNEL)).isEqualTo(deletions);
	}

	@Test
	void whatComesDuringTheFirstLookKeepsATunnel_I2() {
		int deletions = this.cloudflare.journal().count(Calls.DELETE_TUNNEL);
		TunnelId ruled = make(name());
		this.cloudflare.faults()
			.beforeNext(Calls.GET_CONNECTIONS,
					() -> this.cloudflare.asSomebodyElse().addRule(ruled, "late.uses.example", "http://late:80"));
		assertKept(ruled, TunnelUse.Kind.RULE, "late.uses.example → http://late:80");
		assertThat(audit(nameOf(ruled))).contains("tunnel.removal_requested ada@example.com",
				"tunnel.removal_refused ada@example.com");

		TunnelId routed = make(name());
		this.cloudflare.faults()
			.beforeNext(Calls.GET_CONNECTIONS, () -> this.cloudflare.addPrivateRoute(routed, "10.30.0.0/16"));
		assertKept(routed, TunnelUse.Kind.NETWORK, "10.30.0.0/16");

		TunnelId connected = make(name());
		this.cloudflare.faults()
			.beforeNext(Calls.GET_CONNECTIONS, () -> this.cloudflare.faults()
				.beforeNext(Calls.GET_CONFIGURATION, () -> this.cloudflare.addConnector(connected)));
		assertKept(connected, TunnelUse.Kind.CONNECTOR, "203.0.113.10");

		TunnelId unseen = make(name());
		this.cloudflare.faults()
			.beforeNext(Calls.GET_CONNECTIONS,
					() -> this.cloudflare.faults().on(Calls.LIST_PRIVATE_ROUTES).always().forbidden());
		assertThatExceptionOfType(CloudflareException.class).isThrownBy(() -> this.removal.remove(unseen, null, ADA));
		assertThat(audit(nameOf(unseen))).contains("tunnel.removal_refused ada@example.com");
		assertThat(this.cloudflare.journal().count(Calls.DELETE_TUNNEL)).isEqualTo(deletions);
	}

	@Test
	void recordInAZoneWhoseNameCannotBeReadKeepsATunnel_I3() {
		this.cloudflare.addZone("odd.example");
		TunnelId id = make(name());
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
	void whatSomebodyElseMadeIsChangedOnlyByItsNameAndNothingIsLookedAtBefore_I2() {
		String name = name();
		TunnelId foreign = this.cloudflare.addTunnel(name);
		int looks = this.cloudflare.journal().count(Calls.GET_CONFIGURATION);
		int zones = this.cloudflare.journal().count(Calls.LIST_ZONES);
		for (String said : Arrays.asList(null, "", "  ", name + "x")) {
			assertUnconfirmed(() -> this.removal.remove(foreign, said, ADA), name);
			assertUnconfirmed(() -> this.tokens.rotate(foreign, said, false, ADA), name);
		}
		TunnelId own = make(name());
		assertUnconfirmed(() -> this.tokens.rotate(own, "another", false, ADA), nameOf(own));
		assertThat(this.cloudflare.journal().count(Calls.GET_CONFIGURATION)).isEqualTo(looks);
		assertThat(this.cloudflare.journal().count(Calls.LIST_ZONES)).as("one to make a tunnel")
			.isLessThanOrEqualTo(zones + 2);

		assertThat(this.tokens.rotate(foreign, " " + name + " ", false, ADA).done()).isTrue();
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(this.removal.remove(foreign, name, ADA)).isTrue();
	}

	@Test
	void tunnelThatHasNoNameIsCalledByItsId_I2() {
		TunnelId id = this.cloudflare.addTunnel(name());
		for (JsonNode nothing : List.of(JsonNodeFactory.instance.nullNode(), JsonNodeFactory.instance.stringNode(""),
				JsonNodeFactory.instance.stringNode("  "))) {
			this.cloudflare.faults().on(Calls.GET_TUNNEL).always().answers((answer) -> {
				ObjectNode nameless = (ObjectNode) answer.deepCopy();
				((ObjectNode) nameless.path("result")).set("name", nothing);
				return nameless;
			});
			assertUnconfirmed(() -> this.removal.remove(id, "", ADA), id.toString());
			assertUnconfirmed(() -> this.removal.remove(id, "  ", ADA), id.toString());
			assertUnconfirmed(() -> this.tokens.rotate(id, "", false, ADA), id.toString());
			this.cloudflare.faults().clear();
		}
		this.cloudflare.faults().on(Calls.GET_TUNNEL).always().answers((answer) -> {
			ObjectNode nameless = (ObjectNode) answer.deepCopy();
			((ObjectNode) nameless.path("result")).putNull("name");
			return nameless;
		});
		assertThat(this.removal.remove(id, id.toString(), ADA)).isTrue();
	}

	private static void assertUnconfirmed(ThrowingCallable change, String right) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(change)
			.satisfies((ex) -> assertThat(ex.problems()).singleElement().satisfies((problem) -> {
				assertThat(problem.field()).isEqualTo("name");
				assertThat(problem.code()).isEqualTo("tunnels.error.confirm");
				assertThat(problem.args()).contains(right);
			}));
	}

	@Test
	void connectorThatComesInTheLastMomentKeepsTheTunnelInCloudflaresWords() {
		TunnelId id = make(name());
		this.cloudflare.faults().beforeNext(Calls.DELETE_TUNNEL, () -> this.cloudflare.addConnector(id));

		assertThatExceptionOfType(TunnelInUse.class).isThrownBy(() -> this.removal.remove(id, null, ADA))
			.satisfies((ex) -> assertThat(ex.refusal())
				.hasValueSatisfying((said) -> assertThat(said).hasMessageContaining("active connections")));
		assertThat(audit(nameOf(id))).contains("tunnel.removal_refused ada@example.com");
	}

	@Test
	void removalWithoutAnAnswerIsLookedUp_I4() {
		TunnelId gone = make(name());
		this.cloudflare.faults().on(Calls.DELETE_TUNNEL).cutAfterCommit();
		assertThat(this.removal.remove(gone, null, ADA)).isTrue();
		this.cloudflare.faults().clear();

		TunnelId there = make(name());
		this.cloudflare.faults().on(Calls.DELETE_TUNNEL).cutBeforeCommit();
		assertThat(this.removal.remove(there, null, ADA)).isFalse();
		assertThat(this.made.find(there)).isPresent();
		this.cloudflare.faults().clear();
		assertThatExceptionOfType(TunnelBusy.class).isThrownBy(() -> this.removal.remove(there, null, ADA));
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(this.removal.remove(there, null, ADA)).isTrue();
	}

	@Test
	void nothingBeginsToUseATunnelThatIsBeingRemoved() throws Exception {
		TunnelId id = make(name());
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Boolean> removing = this.transactions.execute((status) -> {
				this.changes.hold(id);
				Future<Boolean> begun = others.submit(() -> this.removal.remove(id, null, ADA));
				assertThat(isWaitingForALock()).isTrue();
				return begun;
			});
			assertThat(Objects.requireNonNull(removing).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (ExecutionException ex) {
			throw new AssertionError(ex);
		}
		assertThatExceptionOfType(TunnelBeingRemoved.class)
			.isThrownBy(() -> this.transactions.executeWithoutResult((status) -> this.changes.hold(id)));
	}

	private boolean isWaitingForALock() {
		return Awaitility.await()
			.until(() -> this.database.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
				.query(Integer.class)
				.single(), (waiting) -> waiting > 0) > 0;
	}

	private void assertKept(TunnelId id, TunnelUse.Kind kind, String name) {
		assertThatExceptionOfType(TunnelInUse.class).isThrownBy(() -> this.removal.remove(id, null, ADA))
			.satisfies((ex) -> assertThat(ex.uses()).singleElement().satisfies((use) -> {
				assertThat(use.kind()).isEqualTo(kind);
				assertThat(use.name()).isEqualTo(name);
			}));
		assertThat(this.cloudflare.state().tunnels()).anyMatch((tunnel) -> isOf(tunnel, id));
	}

	private void assertTaken(String name) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.creation.create(name, ADA))
			.satisfies(
					(ex) -> assertThat(ex.problems()).extracting("code").containsExactly("tunnels.error.name.taken"));
	}

	private TunnelId make(String name) {
		return ((TunnelDelivery.Made) this.creation.create(name, ADA)).id();
	}

	private String token(TunnelId id) {
		return this.tokens.connector(id, ConnectorForm.DOCKER, ConnectorProtocol.AUTO, ADA)
			.reveal()
			.replaceAll("(?s).*TUNNEL_TOKEN=([^\n]+)\n.*", "$1");
	}

	private static String secretOf(String token) {
		return Json.parse(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8)).path("s").asString();
	}

	private List<String> tablesThatHold(String text) {
		List<String> tables = this.database
			.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
			.query((row, number) -> row.getString(1))
			.list();
		return tables.stream()
			.filter((table) -> this.database
				.sql("SELECT EXISTS (SELECT FROM %s AS one WHERE one::text LIKE '%%' || :text || '%%')"
					.formatted(table))
				.params(Map.of("text", text))
				.query(Boolean.class)
				.single())
			.toList();
	}

	private List<ObjectNode> remote(String name) {
		return this.cloudflare.state()
			.tunnels()
			.stream()
			.filter((tunnel) -> tunnel.path("name").asString().equals(name))
			.toList();
	}

	private TunnelId id(String name) {
		return TunnelId.of(remote(name).getFirst().path("id").asString());
	}

	private String nameOf(TunnelId id) {
		return this.cloudflare.state()
			.tunnels()
			.stream()
			.filter((tunnel) -> isOf(tunnel, id))
			.findFirst()
			.orElseThrow()
			.path("name")
			.asString();
	}

	private static boolean isOf(JsonNode tunnel, TunnelId id) {
		return tunnel.path("id").asString().equals(id.toString());
	}

	private List<String> connectors(TunnelId id) {
		return this.cloudflare.asSomebodyElse()
			.call("GET", "/accounts/{account}/cfd_tunnel/%s/connections".formatted(id), null)
			.valueStream()
			.map((connector) -> connector.path("id").asString())
			.toList();
	}

	private List<String> audit(String name) {
		return this.database
			.sql("SELECT action || ' ' || actor_name FROM audit_event WHERE subject_name = :name ORDER BY id")
			.param("name", name)
			.query((row, number) -> row.getString(1))
			.list();
	}

	private static String name() {
		return "office-" + UUID.randomUUID().toString().substring(0, 8);
	}

}
