package dev.postern.connect;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.Phase;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole way: registered in the portal, made at Cloudflare, downloaded, connected. */
@PosternTest
@RealSsh({ "ssh", "sshd", "ssh-keygen" })
class SshThroughPortalTests {

	private static final String HOSTNAME = "ssh-db1.example.jp";

	private final Portal portal;

	private final Servers servers;

	private final FakeCloudflare cloudflare;

	@Autowired
	SshThroughPortalTests(Portal portal, Servers servers, FakeCloudflare cloudflare) {
		this.portal = portal;
		this.servers = servers;
		this.cloudflare = cloudflare;
	}

	@Test
	void whatAnAdministratorRegistersADeveloperReaches(@TempDir Path directory) {
		this.cloudflare.addZone("example.jp");
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(tunnel);
		try (Sshd sshd = new Sshd(directory); StandInEdge edge = new StandInEdge(this.cloudflare)) {
			Laptop laptop = new Laptop(directory, edge, DemoPerson.DEVELOPER.email(), sshd.knownHosts(HOSTNAME));
			ServerId id = register(tunnel, sshd.port());
			await().atMost(Duration.ofMinutes(2))
				.until(() -> this.servers.find(id).map(Server::phase).filter(Phase.READY::equals).isPresent());

			laptop.save(config(sshd));

			assertThat(laptop.ssh("db1", "echo ok")).isEqualTo(new Ssh.Result(0, "ok\n", ""));

			takePoliciesAway();
			Ssh.Result refused = laptop.ssh("db1", "echo ok");
			assertThat(refused.exit()).isEqualTo(255);
			assertThat(refused.output()).isEmpty();
			assertThat(refused.errors()).contains("websocket: bad handshake");
		}
	}

	private ServerId register(TunnelId tunnel, int port) {
		ServerDraft draft = new ServerDraft("db1", HOSTNAME, tunnel.toString(), "ssh://127.0.0.1:" + port, Sshd.user(),
				"ssh", "24h", false, "",
				JsonMapper.shared()
					.readTree("""
							[{"name":"Allow one","decision":"allow","include":[{"email":{"email":"%s"}}]}]"""
						.formatted(DemoPerson.DEVELOPER.email())));
		Actor admin = Actor.person(EmailAddress.of(DemoPerson.ADMIN.email()));
		return await().atMost(Duration.ofSeconds(30))
			.ignoreException(InvalidInput.class)
			.until(() -> this.servers.register(draft, admin), (server) -> true)
			.id();
	}

	private String config(Sshd sshd) {
		HttpResponse<String> file = this.portal.as(DemoPerson.DEVELOPER)
			.get("/connect/ssh-config?system=unix&identityFile="
					+ URLEncoder.encode(sshd.identityFile().toString(), StandardCharsets.UTF_8));
		assertThat(file.statusCode()).isEqualTo(200);
		return file.body();
	}

	private void takePoliciesAway() {
		AccessAppId app = AccessAppId.of(this.cloudflare.state().app(HOSTNAME).orElseThrow().path("id").asString());
		this.cloudflare.asSomebodyElse().changeApp(app, (document) -> {
			document.putArray("policies");
			return document;
		});
	}

}
