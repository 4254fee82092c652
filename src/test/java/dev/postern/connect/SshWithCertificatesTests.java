package dev.postern.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.postern.connect.certificates.Principals;
import dev.postern.connect.certificates.ServerSteps;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.hostkeys.HostKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real sshd that trusts what the script has it trust, and a real ssh with a written
 * config that fetches certificates: the right principal is let in and no other.
 */
@RequiresOpenSsh({ "ssh", "sshd", "ssh-keygen" })
class SshWithCertificatesTests {

	private static final EmailAddress DEVELOPER = EmailAddress.of("dev@example.com");

	private static final ServerId SERVER = new ServerId(new UUID(0, 1));

	private static final String HOSTNAME = "ssh-db1.example.jp";

	private static final String NOW = "+5m";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final StandInEdge edge = new StandInEdge(this.cloudflare);

	private final Path directory;

	private final Sshd sshd;

	private final ClientComputer computer;

	private final HostKey authority;

	private final Path signingKey;

	private int readings = 1;

	SshWithCertificatesTests(@TempDir Path directory) throws IOException {
		this.directory = directory;
		this.sshd = new Sshd(directory);
		this.computer = new ClientComputer(directory, this.edge, DEVELOPER.value(), this.sshd.knownHosts(HOSTNAME));
		this.cloudflare.addZone("example.jp");
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(tunnel);
		AccessAppId app = this.cloudflare.asSomebodyElse().addApp(HOSTNAME, DEVELOPER.value());
		this.cloudflare.asSomebodyElse().addRule(tunnel, HOSTNAME, "ssh://127.0.0.1:" + this.sshd.port());
		this.cloudflare.asSomebodyElse().pointAtTunnel(HOSTNAME, tunnel);
		JsonNode made = this.cloudflare.asSomebodyElse()
			.call("POST", "/accounts/{account}/access/apps/%s/ca".formatted(app), null);
		this.authority = HostKey.ofPublicKey(made.path("public_key").asString());
		this.signingKey = Files.writeString(directory.resolve("cloudflares-key"),
				this.cloudflare.state().signingKey(HOSTNAME).orElseThrow());
		Files.setPosixFilePermissions(this.signingKey, PosixFilePermissions.fromString("rw-------"));
	}

	@BeforeEach
	void trustTheAuthority() {
		save(Sshd.user(), this.directory.resolve("no-key-of-my-own"));
		runs("install", "dev@example.com");
	}

	@AfterEach
	void close() {
		this.sshd.close();
		this.edge.close();
		this.cloudflare.close();
	}

	@Test
	void rightPrincipalIsLetInAndNoOther() {
		this.computer.fetchCertificates(this.signingKey, "dev", NOW);
		assertThat(ssh()).isEqualTo(new Ssh.Result(0, "ok\n", ""));

		this.computer.fetchCertificates(this.signingKey, "eve", NOW);
		assertRefused("Certificate does not contain an authorized principal");

		this.computer.fetchCertificates(this.signingKey, Sshd.user(), NOW);
		assertRefused("Certificate does not contain an authorized principal");
	}

	@Test
	void certificateOfAnotherAuthorityOrPastItsEndIsRefused() throws IOException {
		Path other = this.directory.resolve("other-key");
		assertThat(
				Ssh.run(Map.of(), List.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", other.toString())).exit())
			.isZero();
		this.computer.fetchCertificates(other, "dev", NOW);
		assertRefused("Failed publickey for " + Sshd.user());

		this.computer.fetchCertificates(this.signingKey, "dev", "20200101:20200102");
		assertRefused("expired");
	}

	@Test
	void nobodyLogsInAsAUserForWhomNobodyIsListed() {
		this.computer.fetchCertificates(this.signingKey, "dev,nobody", NOW);
		save("nobody", this.directory.resolve("no-key-of-my-own"));

		assertRefused("Certificate does not contain an authorized principal");
	}

	@Test
	void listOfTodayCountsAndAnEmptyOneLetsNobodyIn() {
		this.computer.fetchCertificates(this.signingKey, "dev", NOW);
		runs("install", "ops eve@example.com");
		assertRefused("Certificate does not contain an authorized principal");
		this.computer.fetchCertificates(this.signingKey, "ops", NOW);
		assertThat(ssh().output()).isEqualTo("ok\n");

		runs("install", "");
		assertRefused("Certificate does not contain an authorized principal");
	}

	@Test
	void whatWasTakenBackLetsNobodyIn() {
		this.computer.fetchCertificates(this.signingKey, "dev", NOW);
		assertThat(ssh().exit()).isZero();

		runs("undo", "dev@example.com");

		assertThat(ssh().exit()).isEqualTo(255);
	}

	@Test
	void whereNoCertificateCanBeHadOnesOwnKeyGoesTheSameWay() {
		save(Sshd.user(), this.sshd.identityFile());

		Ssh.Result result = ssh();

		assertThat(result.exit()).isZero();
		assertThat(result.output()).isEqualTo("ok\n");
		assertThat(this.edge.results()).hasSize(1);
	}

	private Ssh.Result ssh() {
		return this.computer.ssh("db1", "echo ok");
	}

	private void assertRefused(String why) {
		int before = this.sshd.log().length();
		Ssh.Result result = ssh();
		assertThat(result.exit()).isEqualTo(255);
		assertThat(result.output()).isEmpty();
		assertThat(result.errors()).contains("Permission denied (publickey)");
		assertThat(this.sshd.log().substring(before)).contains(why);
	}

	private void runs(String word, String people) {
		String script = new ServerSteps(SERVER, Sshd.user(), this.authority, Principals.read(people)).script();
		Ssh.Result done = this.sshd.run(script, word);
		assertThat(done.exit()).as(done.errors()).isZero();
		this.sshd.awaitReading(++this.readings);
	}

	private void save(String user, Path key) {
		SshHost host = TestConfigs.certified(new SshHost(SERVER, "db1", HOSTNAME, user, ""), "0123456789ab");
		SshConfig config = new SshConfig(DEVELOPER, TestConfigs.PORTAL,
				new ClientSetup(ClientSystem.LINUX.usualCloudflared(), ConfigStyle.INCLUDE,
						new IdentityFile(key.toString())),
				false, List.of(host));
		this.computer.save(TestConfigs.writer().write(config, Instant.EPOCH));
	}

}
