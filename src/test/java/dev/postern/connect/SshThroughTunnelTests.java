package dev.postern.connect;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.edge.ConnectionResult;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real ssh with a written config, through a stand-in for cloudflared that goes where the
 * fake account routes, to a real sshd.
 */
@RequiresOpenSsh({ "ssh", "sshd", "ssh-keygen" })
class SshThroughTunnelTests {

	private static final EmailAddress DEVELOPER = EmailAddress.of("dev@example.com");

	private static final String HOSTNAME = "ssh-db1.example.jp";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final StandInEdge edge = new StandInEdge(this.cloudflare);

	private final TunnelId tunnel;

	private final AccessAppId app;

	private final Sshd sshd;

	private final ClientComputer computer;

	SshThroughTunnelTests(@TempDir Path directory) {
		this.sshd = new Sshd(directory);
		this.computer = new ClientComputer(directory, this.edge, DEVELOPER.value(), this.sshd.knownHosts(HOSTNAME));
		this.cloudflare.addZone("example.jp");
		this.tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(this.tunnel);
		this.app = this.cloudflare.asSomebodyElse().addApp(HOSTNAME, DEVELOPER.value());
		this.cloudflare.asSomebodyElse().addRule(this.tunnel, HOSTNAME, "ssh://127.0.0.1:" + this.sshd.port());
		this.cloudflare.asSomebodyElse().pointAtTunnel(HOSTNAME, this.tunnel);
	}

	@BeforeEach
	void saveConfig() {
		this.computer.save(new SshConfigWriter(TestMessages.source()).write(config(), Instant.EPOCH));
	}

	private SshConfig config(String... keys) {
		SshHost host = TestConfigs.pinned(new SshHost(new ServerId(new UUID(0, 1)), "db1", HOSTNAME, Sshd.user(), ""),
				TestKeys.pinned(1, keys));
		return new SshConfig(
				DEVELOPER, "https://postern.example.com/connect", new ClientSetup(ClientSystem.LINUX.usualCloudflared(),
						ConfigStyle.INCLUDE, new IdentityFile(this.sshd.identityFile().toString())),
				false, List.of(host));
	}

	private Ssh.Result sshWith(String... keys) {
		SshConfig config = config(keys);
		this.computer.save(new SshConfigWriter(TestMessages.source()).write(config, Instant.EPOCH));
		return this.computer.sshWithKeysOfThePortal("db1", TestConfigs.knownHosts(config), "echo ok");
	}

	@AfterEach
	void close() {
		this.sshd.close();
		this.edge.close();
		this.cloudflare.close();
	}

	@Test
	void personWhomAPolicyLetsInReachesTheServer() {
		Ssh.Result result = this.computer.ssh("db1", "echo ok");

		assertThat(result.errors()).isEmpty();
		assertThat(result.output()).isEqualTo("ok\n");
		assertThat(result.exit()).isZero();
	}

	@Test
	void firstConnectionIsMadeToTheServerWhoseKeyIsPinnedAndToNoOther() {
		assertThat(sshWith(this.sshd.hostKey())).isEqualTo(new Ssh.Result(0, "ok\n", ""));
		assertThat(sshWith(this.sshd.otherKey(), this.sshd.hostKey())).as("while the key is changed")
			.isEqualTo(new Ssh.Result(0, "ok\n", ""));

		Ssh.Result refused = sshWith(this.sshd.otherKey());

		assertThat(refused.exit()).isEqualTo(255);
		assertThat(refused.output()).isEmpty();
		assertThat(refused.errors()).contains("REMOTE HOST IDENTIFICATION HAS CHANGED", "Host key verification failed");
	}

	@Test
	void withoutTheSecondFileNothingIsTrusted() {
		sshWith(this.sshd.hostKey());

		Ssh.Result refused = this.computer.sshWithKeysOfThePortal("db1", "", "echo ok");

		assertThat(refused.exit()).isEqualTo(255);
		assertThat(refused.errors()).contains("Host key verification failed");
	}

	@Test
	void authorityVouchesForTheNameOfTheServerAndAnotherOneDoesNot() {
		assertThat(sshWith("@cert-authority * " + this.sshd.authority())).isEqualTo(new Ssh.Result(0, "ok\n", ""));
		assertThat(sshWith("@cert-authority * " + this.sshd.otherKey()).errors())
			.contains("Host key verification failed");
		assertThat(sshWith(this.sshd.authority()).errors()).as("an authority's key is no key of a server")
			.contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
	}

	@Test
	void personWhomNoPolicyLetsInIsRefused() {
		this.cloudflare.asSomebodyElse().changeApp(this.app, (app) -> {
			app.putArray("policies");
			return app;
		});

		assertRefused(ConnectionResult.Kind.REFUSED);
	}

	@Test
	void serverWithoutAnApplicationIsNotReachedThroughTheStandIn() {
		this.cloudflare.asSomebodyElse().removeApp(this.app);

		assertRefused(ConnectionResult.Kind.OPEN);
	}

	@Test
	void serverThatIsNotRoutedIsNotReached() {
		this.cloudflare.asSomebodyElse().removeRule(this.tunnel, HOSTNAME);

		assertRefused(ConnectionResult.Kind.NO_ROUTE);
	}

	@Test
	void machineWithAServiceTokenInItsEnvironmentReachesTheServer() {
		JsonNode token = this.cloudflare.asSomebodyElse()
			.call("POST", "/accounts/{account}/access/service_tokens",
					JsonNodeFactory.instance.objectNode().put("name", "ci"));
		this.cloudflare.asSomebodyElse().removeApp(this.app);
		this.cloudflare.asSomebodyElse()
			.addApp("""
					{"type": "self_hosted", "domain": "%s", "policies": [
					 {"name": "Machines", "decision": "non_identity", "include": [{"service_token": {"token_id": "%s"}}]},
					 {"name": "People", "decision": "allow", "include": [{"email": {"email": "nobody@example.com"}}]}]}"""
				.formatted(HOSTNAME, token.path("id").asString()));
		String id = token.path("client_id").asString();

		assertThat(asMachine(id, token.path("client_secret").asString())).isEqualTo(new Ssh.Result(0, "ok\n", ""));
		assertThat(asMachine(id, "a-wrong-secret").errors()).contains("websocket: bad handshake");
		assertThat(this.computer.ssh("db1", "echo ok").errors()).contains("websocket: bad handshake");
	}

	/** As the snippets of the portal say. */
	private Ssh.Result asMachine(String id, String secret) {
		return this.computer.ssh(Map.of("TUNNEL_SERVICE_TOKEN_ID", id, "TUNNEL_SERVICE_TOKEN_SECRET", secret), "-F",
				"none", "-i", this.sshd.identityFile().toString(), "-o",
				"ProxyCommand=cloudflared access ssh --hostname %h", Sshd.user() + "@" + HOSTNAME, "echo ok");
	}

	private void assertRefused(ConnectionResult.Kind why) {
		Ssh.Result result = this.computer.ssh("db1", "echo ok");

		assertThat(result.exit()).isEqualTo(255);
		assertThat(result.output()).isEmpty();
		assertThat(result.errors()).contains("websocket: bad handshake", "Connection closed");
		assertThat(this.edge.results()).extracting(ConnectionResult::kind).containsExactly(why);
	}

}
