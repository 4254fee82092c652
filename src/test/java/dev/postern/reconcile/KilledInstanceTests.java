package dev.postern.reconcile;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.EmbeddedDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process is killed at each call of a registration, just when Cloudflare has done it.
 */
class KilledInstanceTests {

	private static final int CALLS = 10;

	private final EmbeddedDatabase database = EmbeddedDatabase.create();

	private final Path logs = Path.of("target", "killed-instances");

	@Test
	void anotherInstanceFinishesWhatAKilledOneHasBegun_I4_I5() throws Exception {
		try (FakeCloudflare cloudflare = FakeCloudflare.start()) {
			DemoAccount.empty(cloudflare);
			cloudflare.behaviour().quota(1_000_000);
			cloudflare.addZone("example.jp");
			TunnelId tunnel = cloudflare.addTunnel("office");
			cloudflare.addConnector(tunnel);
			cloudflare.asSomebodyElse().addRule(tunnel, "wiki.example.jp", "http://wiki");
			List<Process> started = new ArrayList<>(List.of(start(cloudflare)));
			try {
				for (int call = 1; call <= CALLS; call++) {
					String hostname = "killed-at-%d.example.jp".formatted(call);
					awaitRest(cloudflare);
					Fault silence = cloudflare.faults().on(ReconcileFixture.reconciling()).nth(call).hangAfterCommit();
					order(started.getLast(), tunnel, hostname);
					silence.awaitFired();

					started.getLast().destroyForcibly().waitFor();
					silence.cut();
					silence.remove();
					cloudflare.journal().clear();
					started.add(start(cloudflare));

					awaitReady(hostname);
					assertStandsOnce(cloudflare, tunnel, hostname);
				}
				cloudflare.watch().assertNoViolations();
				assertThat(cloudflare.state().ingressHostnames(tunnel)).contains("wiki.example.jp");
			}
			finally {
				started.forEach(Process::destroyForcibly);
			}
		}
	}

	private static void assertStandsOnce(FakeCloudflare cloudflare, TunnelId tunnel, String hostname) {
		assertThat(cloudflare.state().apps().stream().filter((app) -> app.path("domain").asString().equals(hostname)))
			.hasSize(1);
		assertThat(
				cloudflare.state().dnsRecords().stream().filter((dns) -> dns.path("name").asString().equals(hostname)))
			.hasSize(1);
		assertThat(cloudflare.state().ingressHostnames(tunnel)).containsOnlyOnce(hostname);
		assertThat(cloudflare.wouldAllow(hostname, "dev@example.com")).isTrue();
	}

	/**
	 * An instance looks at the account when it starts; that is over when nothing is asked
	 * any more.
	 */
	private static void awaitRest(FakeCloudflare cloudflare) {
		int[] seen = { -1, 0 };
		Awaitility.await("the instance is at rest").pollInterval(Duration.ofMillis(300)).until(() -> {
			int now = cloudflare.journal().all().size();
			seen[1] = (now == seen[0]) ? seen[1] + 1 : 0;
			seen[0] = now;
			return now > 0 && seen[1] >= 6;
		});
	}

	private void awaitReady(String hostname) {
		Awaitility.await(hostname + " is ready")
			.pollInterval(Duration.ofMillis(100))
			.until(() -> "READY".equals(phase(hostname)));
	}

	private String phase(String hostname) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.database.getJdbcUrl(),
				this.database.getUsername(), this.database.getPassword());
				PreparedStatement query = connection.prepareStatement("SELECT phase FROM server WHERE hostname = ?")) {
			query.setString(1, hostname);
			try (ResultSet row = query.executeQuery()) {
				return row.next() ? row.getString(1) : "";
			}
		}
	}

	private static void order(Process instance, TunnelId tunnel, String hostname) throws IOException {
		OutputStream orders = instance.getOutputStream();
		orders.write("%s %s\n".formatted(tunnel, hostname).getBytes(StandardCharsets.UTF_8));
		orders.flush();
	}

	private Process start(FakeCloudflare cloudflare) throws IOException {
		String issuer = DemoIdentityProvider.shared().issuer().toString();
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), PosternProcess.class.getName()));
		settings(cloudflare, issuer).forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
		Files.createDirectories(this.logs);
		File log = this.logs.resolve("instance-%d.log".formatted(System.nanoTime())).toFile();
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
	}

	private Map<String, String> settings(FakeCloudflare cloudflare, String issuer) {
		return Map.ofEntries(Map.entry("server.port", "0"), Map.entry("management.server.port", "0"),
				Map.entry("spring.datasource.url", this.database.getJdbcUrl()),
				Map.entry("spring.datasource.username", this.database.getUsername()),
				Map.entry("spring.datasource.password", this.database.getPassword()),
				Map.entry("spring.security.oauth2.client.registration.demo.client-id", DemoIdentityProvider.CLIENT_ID),
				Map.entry("spring.security.oauth2.client.registration.demo.client-secret",
						DemoIdentityProvider.CLIENT_SECRET),
				Map.entry("spring.security.oauth2.client.registration.demo.scope", "openid,profile,email"),
				Map.entry("spring.security.oauth2.client.provider.demo.issuer-uri", issuer),
				Map.entry("spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer),
				Map.entry("spring.security.oauth2.resourceserver.jwt.audiences", DemoIdentityProvider.AUDIENCE),
				Map.entry("postern.cloudflare.base-url", cloudflare.baseUrl().toString()),
				Map.entry("postern.cloudflare.account-id", cloudflare.accountId()),
				Map.entry("postern.cloudflare.api-token", DemoAccount.TOKEN),
				Map.entry("postern.cloudflare.requests-per-window", "1000000"),
				Map.entry("postern.identity.roles.admin", "email:admin@example.com"),
				Map.entry("postern.jobs.heartbeat-every", "500ms"), Map.entry("postern.history.poll-every", "1h"));
	}

}
