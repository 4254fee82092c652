package dev.postern.fake.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.kernel.Json;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tunnels and their connectors. */
class TunnelsTests {

	private static final String TUNNELS = "/accounts/{account}/cfd_tunnel";

	private final SettableClock clock = new SettableClock();

	private final FakeCloudflare cloudflare = FakeCloudflare.start(this.clock);

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void aNewTunnelIsLocallyManagedUnlessToldOtherwise() {
		ApiClient.Reply local = this.api.post(TUNNELS, "{\"name\": \"by-file\"}");
		ApiClient.Reply remote = this.api.post(TUNNELS, "{\"name\": \"by-api\", \"config_src\": \"cloudflare\"}");

		assertThat(local.status()).isEqualTo(200);
		assertThat(local.result().path("config_src").asString()).isEqualTo("local");
		assertThat(local.result().path("remote_config").asBoolean()).isFalse();
		assertThat(remote.result().path("config_src").asString()).isEqualTo("cloudflare");
		assertThat(remote.result().path("remote_config").asBoolean()).isTrue();
		assertThat(remote.result().path("status").asString()).isEqualTo("inactive");
		assertThat(remote.result().path("credentials_file").path("TunnelID").asString()).isEqualTo(remote.id());
	}

	@Test
	void aNameIsTakenAsLongAsItsTunnelLives() {
		String first = this.api.post(TUNNELS, "{\"name\": \"office\"}").id();

		assertThat(this.api.post(TUNNELS, "{\"name\": \"office\"}").problem())
			.startsWith("409 1013 You already have a tunnel with this name.");
		this.api.delete(TUNNELS + "/" + first);
		assertThat(this.api.post(TUNNELS, "{\"name\": \"office\"}").status()).isEqualTo(200);
	}

	@Test
	void aNameAndAProperSecretAreNeeded() {
		assertThat(this.api.post(TUNNELS, "{}").status()).isEqualTo(400);
		assertThat(this.api.post(TUNNELS, "{\"name\": \"a\", \"tunnel_secret\": \"AAAA\"}").status()).isEqualTo(400);
		assertThat(this.api.post(TUNNELS, "{\"name\": \"a\", \"tunnel_secret\": \"%\"}").status()).isEqualTo(400);
		assertThat(this.api.post(TUNNELS, "{\"name\": \"a\", \"config_src\": \"elsewhere\"}").status()).isEqualTo(400);
	}

	@Test
	void aDeletedTunnelIsStillReadableButNotListed() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");

		JsonNode answer = this.api.delete(TUNNELS + "/" + tunnel).result();

		assertThat(answer.path("deleted_at").asString()).isEqualTo("2026-11-22T10:00:00Z");
		JsonNode deleted = this.api.get(TUNNELS + "/" + tunnel).result();
		assertThat(deleted.path("deleted_at").asString()).isNotEmpty();
		assertThat(deleted.path("remote_config").asBoolean()).isFalse();
		assertThat(deleted.has("config_src")).isFalse();
		assertThat(this.api.get(TUNNELS).result()).isEmpty();
		assertThat(this.api.get(TUNNELS + "?is_deleted=false").result()).isEmpty();
		assertThat(this.api.get(TUNNELS + "?is_deleted=true").result()).hasSize(1);
	}

	@Test
	void anUnknownTunnelIsNotFoundAndNonsenseHasNoRoute() {
		assertThat(this.api.get(TUNNELS + "/" + new UUID(1, 2)).problem()).isEqualTo("404 1003 Tunnel not found");
		assertThat(this.api.get(TUNNELS + "/nonsense").problem()).startsWith("404 7003");
	}

	@Test
	void theNameFilterMayGiveMoreThanTheExactName() {
		this.cloudflare.addTunnel("office");
		this.cloudflare.addTunnel("office-2");
		this.cloudflare.addTunnel("home");

		assertThat(this.api.get(TUNNELS + "?name=office").result()).hasSize(2);
		assertThat(this.api.get(TUNNELS + "?include_prefix=off").result()).hasSize(2);
		assertThat(this.api.get(TUNNELS + "?exclude_prefix=off").result()).hasSize(1);
		assertThat(this.api.get(TUNNELS + "?status=healthy").result()).isEmpty();
	}

	@Test
	void aTunnelCanBeRenamed() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addTunnel("home");

		assertThat(this.api.patch(TUNNELS + "/" + tunnel, "{\"name\": \"hq\"}").result().path("name").asString())
			.isEqualTo("hq");
		assertThat(this.api.patch(TUNNELS + "/" + tunnel, "{\"name\": \"home\"}").problem()).startsWith("409 1013");
	}

	@Test
	void theTokenIsABareStringThatHoldsTheSecret() {
		JsonNode created = this.api.post(TUNNELS, "{\"name\": \"office\", \"config_src\": \"cloudflare\"}").result();

		JsonNode token = this.api.get(TUNNELS + "/%s/token".formatted(created.path("id").asString())).result();

		assertThat(token.asString()).isEqualTo(created.path("token").asString());
		JsonNode content = Json.parse(new String(Base64.getDecoder().decode(token.asString()), StandardCharsets.UTF_8));
		assertThat(content.path("a").asString()).isEqualTo(FakeCloudflare.ACCOUNT);
		assertThat(content.path("t").asString()).isEqualTo(created.path("id").asString());
		assertThat(content.path("s").asString())
			.isEqualTo(created.path("credentials_file").path("TunnelSecret").asString());
	}

	@Test
	void theStatusFollowsTheConnectors() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		assertThat(status(tunnel)).isEqualTo("inactive");
		assertThat(this.api.get(TUNNELS + "/%s/connections".formatted(tunnel)).result()).isEmpty();

		this.clock.goOn(Duration.ofMinutes(1));
		UUID connector = this.cloudflare.addConnector(tunnel);
		assertThat(status(tunnel)).isEqualTo("healthy");
		JsonNode connection = this.api.get(TUNNELS + "/%s/connections".formatted(tunnel)).result().path(0);
		assertThat(connection.path("id").asString()).isEqualTo(connector.toString());
		assertThat(connection.path("conns")).hasSize(4);
		assertThat(this.api.get(TUNNELS + "/%s/connectors/%s".formatted(tunnel, connector)).id())
			.isEqualTo(connector.toString());

		this.clock.goOn(Duration.ofMinutes(1));
		this.cloudflare.removeConnector(tunnel, connector);
		assertThat(status(tunnel)).isEqualTo("down");
	}

	@Test
	void aTunnelInUseIsNotDeletedBeforeItsConnectionsAre() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		UUID first = this.cloudflare.addConnector(tunnel);
		this.cloudflare.addConnector(tunnel);

		assertThat(this.api.delete(TUNNELS + "/" + tunnel).problem())
			.startsWith("400 1022 This tunnel has active connections.");
		this.api.delete(TUNNELS + "/%s/connections?client_id=%s".formatted(tunnel, first));
		assertThat(this.api.get(TUNNELS + "/%s/connections".formatted(tunnel)).result()).hasSize(1);
		assertThat(this.api.delete(TUNNELS + "/%s/connections".formatted(tunnel)).result().isNull()).isTrue();
		assertThat(this.api.delete(TUNNELS + "/" + tunnel).status()).isEqualTo(200);
	}

	@Test
	void aTokenOpensConnectionsUntilTheSecretIsChangedAndThoseThatAreOpenStay() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		String first = token(tunnel);
		UUID connector = this.cloudflare.runConnector(first);

		this.api.patch(TUNNELS + "/" + tunnel, "{\"tunnel_secret\": \"%s\"}".formatted(Base64.getEncoder()
			.encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))));

		assertThat(token(tunnel)).isNotEqualTo(first);
		assertThat(connectors(tunnel)).extracting((one) -> one.path("id").asString())
			.containsExactly(connector.toString());
		assertThatIllegalArgumentException().isThrownBy(() -> this.cloudflare.runConnector(first));
		UUID second = this.cloudflare.runConnector(token(tunnel), "2025.2.0");
		assertThat(connectors(tunnel).path(1).path("version").asString()).isEqualTo("2025.2.0");

		this.api.delete(TUNNELS + "/%s/connections".formatted(tunnel));
		assertThat(connectors(tunnel)).as("one with the token of today comes back")
			.extracting((one) -> one.path("id").asString())
			.containsExactly(second.toString());
	}

	@Test
	void theNameOfATunnelIsNoUuid() {
		assertThat(this.api.post(TUNNELS, "{\"name\": \"%s\"}".formatted(new UUID(1, 2))).status()).isEqualTo(400);
	}

	@Test
	void aDeletedTunnelHasNoTokenAndIsNotChanged() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.api.delete(TUNNELS + "/" + tunnel);

		assertThat(this.api.get(TUNNELS + "/%s/token".formatted(tunnel)).problem()).startsWith("404 1003");
		assertThat(this.api.patch(TUNNELS + "/" + tunnel, "{\"name\": \"hq\"}").problem()).startsWith("404 1003");
		assertThat(this.api.delete(TUNNELS + "/" + tunnel).problem()).startsWith("404 1003");
	}

	@Test
	void privateRoutesAreListedByTunnelAndKeepItFromBeingDeleted() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addPrivateRoute(tunnel, "10.0.0.0/8");
		this.cloudflare.addPrivateRoute(this.cloudflare.addTunnel("home"), "192.168.0.0/16");
		String routes = "/accounts/{account}/teamnet/routes?is_deleted=false&tunnel_id=";

		assertThat(this.api.get(routes + tunnel).result()).singleElement().satisfies((route) -> {
			assertThat(route.path("network").asString()).isEqualTo("10.0.0.0/8");
			assertThat(route.path("tunnel_id").asString()).isEqualTo(tunnel.toString());
		});
		assertThat(this.api.delete(TUNNELS + "/" + tunnel).status()).isEqualTo(400);
		assertThat(this.api.delete(TUNNELS + "/%s?cascade=true".formatted(tunnel)).status()).isEqualTo(200);
	}

	@Test
	void cascadeDeletesATunnelInUse() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(tunnel);

		assertThat(this.api.delete(TUNNELS + "/%s?cascade=true".formatted(tunnel)).status()).isEqualTo(200);
	}

	@Test
	void connectorsApplyAConfigurationAfterTheirLag() {
		this.cloudflare.behaviour().connectorLag(Duration.ofSeconds(5));
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(tunnel);
		this.clock.goOn(Duration.ofMinutes(1));

		this.cloudflare.asSomebodyElse().addRule(tunnel, "wiki.example.jp", "http://wiki:8080");

		this.clock.goOn(Duration.ofSeconds(4));
		assertThat(appliedVersion(tunnel)).isZero();
		this.clock.goOn(Duration.ofSeconds(1));
		assertThat(appliedVersion(tunnel)).isEqualTo(1);
	}

	private String token(TunnelId tunnel) {
		return this.api.get(TUNNELS + "/%s/token".formatted(tunnel)).result().asString();
	}

	private JsonNode connectors(TunnelId tunnel) {
		return this.api.get(TUNNELS + "/%s/connections".formatted(tunnel)).result();
	}

	private String status(TunnelId tunnel) {
		return this.api.get(TUNNELS + "/" + tunnel).result().path("status").asString();
	}

	private int appliedVersion(TunnelId tunnel) {
		return this.api.get(TUNNELS + "/%s/connections".formatted(tunnel))
			.result()
			.path(0)
			.path("config_version")
			.asInt();
	}

}
