package dev.postern.connect;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.TunnelId;
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
@RequiresOpenSsh({ "ssh", "sshd", "ssh-keygen" })
class SshThroughPortalTests {

	private static final String HOSTNAME = "ssh-db1.example.jp";

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	@Autowired
	SshThroughPortalTests(Portal portal, FakeCloudflare cloudflare) {
		this.portal = portal;
		this.cloudflare = cloudflare;
	}

	@Test
	void whatAnAdministratorRegistersADeveloperReaches(@TempDir Path directory) {
		this.cloudflare.addZone("example.jp");
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(tunnel);
		try (Sshd sshd = new Sshd(directory); StandInEdge edge = new StandInEdge(this.cloudflare)) {
			ClientComputer computer = new ClientComputer(directory, edge, DemoPerson.DEVELOPER.email(),
					sshd.knownHosts(HOSTNAME));
			String server = register(tunnel, sshd.port());
			await().until(() -> isReady(server));

			computer.save(config(sshd));

			assertThat(computer.ssh("db1", "echo ok")).isEqualTo(new Ssh.Result(0, "ok\n", ""));

			takePoliciesAway();
			Ssh.Result refused = computer.ssh("db1", "echo ok");
			assertThat(refused.exit()).isEqualTo(255);
			assertThat(refused.output()).isEmpty();
			assertThat(refused.errors()).contains("websocket: bad handshake");
		}
	}

	private String register(TunnelId tunnel, int port) {
		String body = """
				{"name": "db1", "hostname": "%s", "tunnelId": "%s", "service": "ssh://127.0.0.1:%d", "loginUser": "%s",
				 "applicationType": "ssh", "sessionDuration": "24h",
				 "policies": [{"name": "Allow one", "decision": "allow", "include": [{"email": {"email": "%s"}}]}]}"""
			.formatted(HOSTNAME, tunnel, port, Sshd.user(), DemoPerson.DEVELOPER.email());
		HttpResponse<String> created = await().until(
				() -> this.portal.api(DemoPerson.ADMIN).json("POST", "/api/v1/servers", body),
				(answer) -> answer.statusCode() == 201);
		return created.headers().firstValue("Location").orElseThrow();
	}

	private boolean isReady(String server) {
		String answer = this.portal.api(DemoPerson.ADMIN).get(server).body();
		return JsonMapper.shared().readTree(answer).path("phase").asString().equals("READY");
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
