package dev.postern.fake.contract;

import java.time.Duration;
import java.time.Instant;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A login lasts as its policy said then, whatever becomes of the policy. */
class LoginSessionsTests {

	private static final String HOSTNAME = "ssh-db1.example.jp";

	private static final String EVE = "eve@example.com";

	private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private AccessAppId app = AccessAppId.of("00000000-0000-4000-8000-000000000000");

	@BeforeEach
	void begin() {
		this.cloudflare.addZone("example.jp");
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(tunnel);
		this.app = this.cloudflare.asSomebodyElse().addApp(HOSTNAME, EVE);
		this.cloudflare.asSomebodyElse().addRule(tunnel, HOSTNAME, "ssh://10.0.0.9:22");
		this.cloudflare.asSomebodyElse().pointAtTunnel(HOSTNAME, tunnel);
		this.cloudflare.asSomebodyElse().changeApp(this.app, (body) -> {
			((ObjectNode) body.path("policies").path(0)).put("session_duration", "47m");
			return body;
		});
	}

	@AfterEach
	void close() {
		this.cloudflare.close();
	}

	@Test
	void loginOutlivesThePolicyUntilItsTimeIsOver() {
		assertThat(this.cloudflare.logIn(HOSTNAME, EVE, NOW)).hasValue(NOW.plus(Duration.ofMinutes(47)));
		takeOut();

		assertThat(this.cloudflare.logIn(HOSTNAME, EVE, NOW)).isEmpty();
		assertThat(this.cloudflare.letsConnect(HOSTNAME, EVE, NOW.plus(Duration.ofMinutes(46)))).isTrue();
		assertThat(this.cloudflare.letsConnect(HOSTNAME, EVE, NOW.plus(Duration.ofMinutes(47)))).isFalse();
	}

	@Test
	void revokingThePersonEndsIt() {
		this.cloudflare.logIn(HOSTNAME, EVE, NOW);
		takeOut();

		ApiClient.of(this.cloudflare)
			.post("/accounts/{account}/access/organizations/revoke_user", "{\"email\": \"EVE@example.com\"}");

		assertThat(this.cloudflare.letsConnect(HOSTNAME, EVE, NOW)).isFalse();
	}

	private void takeOut() {
		this.cloudflare.asSomebodyElse().changeApp(this.app, (body) -> {
			body.putArray("policies");
			return body;
		});
	}

}
