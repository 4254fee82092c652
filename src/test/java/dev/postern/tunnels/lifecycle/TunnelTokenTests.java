package dev.postern.tunnels.lifecycle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.fake.kernel.Json;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.install.ConnectorForm;
import dev.postern.tunnels.install.ConnectorProtocol;
import dev.postern.tunnels.lifecycle.TokenRotation.Connections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How tokens of tunnels are told and changed. */
@PosternTest
@ExtendWith(OutputCaptureExtension.class)
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TunnelTokenTests {

	private final TunnelCreation creation;

	private final TunnelTokens tokens;

	private final TunnelChanges changes;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final SettableClock clock;

	private final TunnelBench bench;

	TunnelTokenTests(TunnelCreation creation, TunnelTokens tokens, TunnelChanges changes, FakeCloudflare cloudflare,
			JdbcClient database, SettableClock clock, ApplicationContext application) {
		this.creation = creation;
		this.tokens = tokens;
		this.changes = changes;
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
	void tokenIsToldToWhoAsksAndRestsNowhere_I9(CapturedOutput log) {
		String name = TunnelBench.name();
		TunnelId id = this.bench.make(name);

		String text = this.tokens.connector(id, ConnectorForm.COMPOSE, ConnectorProtocol.AUTO, TunnelBench.ADA)
			.reveal();
		String token = text.replaceAll("(?s).*TUNNEL_TOKEN: \"([^\"]+)\".*", "$1");
		this.cloudflare.runConnector(token);
		this.tokens.rotate(id, null, true, TunnelBench.ADA);
		String second = this.tokens.connector(id, ConnectorForm.DOCKER, ConnectorProtocol.AUTO, TunnelBench.ADA)
			.reveal()
			.replaceAll("(?s).*TUNNEL_TOKEN=([^\n]+)\n.*", "$1");

		assertThat(second).isNotEqualTo(token);
		assertThat(this.bench.audit(name)).contains("tunnel.token_shown ada@example.com");
		for (String secret : List.of(token, second, secretOf(token), secretOf(second))) {
			assertThat(log.getAll()).doesNotContain(secret);
			assertThat(tablesThatHold(secret)).isEmpty();
		}
	}

	@Test
	void tokenThatCannotBeUsedIsToldToNobody() {
		TunnelId id = this.bench.make(TunnelBench.name());
		String foreign = this.tokens
			.connector(this.bench.make(TunnelBench.name()), ConnectorForm.SYSTEMD, ConnectorProtocol.AUTO,
					TunnelBench.ADA)
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
				.isThrownBy(
						() -> this.tokens.connector(id, ConnectorForm.COMPOSE, ConnectorProtocol.AUTO, TunnelBench.ADA))
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(foreign));
			assertThat(fault.fired()).isTrue();
			this.cloudflare.faults().clear();
		}
		this.bench.expect(this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().answers((answer) -> {
			ObjectNode without = (ObjectNode) answer.deepCopy();
			without.remove("result");
			return without;
		}));
		assertThatExceptionOfType(CloudflareException.class).isThrownBy(
				() -> this.tokens.connector(id, ConnectorForm.COMPOSE, ConnectorProtocol.AUTO, TunnelBench.ADA));
		assertThat(this.bench.audit(this.bench.nameOf(id))).doesNotContain("tunnel.token_shown ada@example.com");
	}

	@Test
	void rotatedTokenOpensConnectionsAndTheOldOneNoMore() {
		TunnelId id = this.bench.make(TunnelBench.name());
		String old = this.bench.token(id);
		UUID connector = this.cloudflare.runConnector(old);

		TokenRotation rotation = this.tokens.rotate(id, null, false, TunnelBench.ADA);

		assertThat(rotation).isEqualTo(new TokenRotation(true, Connections.KEPT));
		assertThat(connectors(id)).containsExactly(connector.toString());
		assertThat(this.changes.rotatedAt(id)).isPresent();
		UUID next = this.cloudflare.runConnector(this.bench.token(id));
		String fresh = this.bench.token(id);
		assertThatExceptionOfType(TokenJustRotated.class).as("a reload, or a second click")
			.isThrownBy(() -> this.tokens.rotate(id, null, true, TunnelBench.ADA));
		assertThat(this.bench.token(id)).isEqualTo(fresh);
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(this.tokens.rotate(id, null, true, TunnelBench.ADA).connections()).isEqualTo(Connections.CLOSED);
		assertThat(connectors(id)).doesNotContain(connector.toString(), next.toString());
		assertThat(this.bench.audit(this.bench.nameOf(id))).contains("tunnel.rotation_requested ada@example.com",
				"tunnel.rotated ada@example.com", "tunnel.connections_closed ada@example.com");
	}

	@Test
	void rotationWithoutAnAnswerIsLookedUpByTheTokenAndNotRepeated_I4() {
		TunnelId id = this.bench.make(TunnelBench.name());
		Fault lost = this.cloudflare.faults().on(Calls.PATCH_TUNNEL).cutAfterCommit();
		assertThat(this.tokens.rotate(id, null, false, TunnelBench.ADA).done()).isTrue();
		assertThat(lost.firings()).isEqualTo(1);
		this.cloudflare.faults().clear();
		this.clock.goOn(Duration.ofMinutes(2));

		String before = this.bench.token(id);
		this.bench.expect(this.cloudflare.faults().on(Calls.PATCH_TUNNEL).cutBeforeCommit());
		int asked = this.cloudflare.journal().count(Calls.PATCH_TUNNEL);
		assertThat(this.tokens.rotate(id, null, true, TunnelBench.ADA)).isEqualTo(TokenRotation.NOT_KNOWN);
		assertThat(this.cloudflare.journal().count(Calls.PATCH_TUNNEL)).isLessThanOrEqualTo(asked + 1);
		assertThat(this.bench.token(id)).isEqualTo(before);
		assertThatExceptionOfType(TunnelBusy.class)
			.isThrownBy(() -> this.tokens.rotate(id, null, false, TunnelBench.ADA));

		this.clock.goOn(Duration.ofMinutes(2));
		this.cloudflare.faults().clear();
		assertThat(this.tokens.rotate(id, null, false, TunnelBench.ADA).done()).isTrue();
	}

	@Test
	void refusedRotationAndConnectionsThatMayBeOpenAreTold() {
		TunnelId id = this.bench.make(TunnelBench.name());
		this.bench.expect(this.cloudflare.faults().on(Calls.PATCH_TUNNEL).forbidden());
		assertThatExceptionOfType(CloudflareException.Unauthorized.class)
			.isThrownBy(() -> this.tokens.rotate(id, null, false, TunnelBench.ADA));
		this.cloudflare.faults().clear();

		this.bench.expect(this.cloudflare.faults().on(Calls.DELETE_CONNECTIONS).status(503));
		assertThat(this.tokens.rotate(id, null, true, TunnelBench.ADA))
			.isEqualTo(new TokenRotation(true, Connections.NOT_KNOWN));
		assertThat(this.changes.closingAskedAt(id)).isPresent();
		this.cloudflare.faults().clear();
		this.clock.goOn(Duration.ofMinutes(2));
		assertThat(this.tokens.rotate(id, null, true, TunnelBench.ADA).connections()).isEqualTo(Connections.CLOSED);
		assertThat(this.changes.closingAskedAt(id)).isEmpty();
		assertThat(this.bench.audit(this.bench.nameOf(id))).contains("tunnel.rotation_refused ada@example.com");
	}

	@Test
	void rateLimitChangesNothing_I8() {
		TunnelId id = this.bench.make(TunnelBench.name());
		String before = this.bench.token(id);
		Fault limit = this.cloudflare.faults().on(Calls.PATCH_TUNNEL).throttle(60);

		assertThatExceptionOfType(CloudflareException.Throttled.class)
			.isThrownBy(() -> this.tokens.rotate(id, null, false, TunnelBench.ADA));
		assertThat(limit.fired()).isTrue();
		assertThatExceptionOfType(CloudflareUnavailable.class)
			.isThrownBy(() -> this.creation.create(TunnelBench.name(), TunnelBench.ADA));

		this.cloudflare.faults().clear();
		this.clock.goOn(Duration.ofMinutes(6));
		assertThat(this.bench.token(id)).isEqualTo(before);
		assertThat(this.tokens.rotate(id, null, false, TunnelBench.ADA).done())
			.as("nobody is kept waiting by a refusal")
			.isTrue();
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

	private List<String> connectors(TunnelId id) {
		return this.cloudflare.asSomebodyElse()
			.call("GET", "/accounts/{account}/cfd_tunnel/%s/connections".formatted(id), null)
			.valueStream()
			.map((connector) -> connector.path("id").asString())
			.toList();
	}

}
