package dev.postern.connect;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.postern.fake.FakeCloudflare;
import dev.postern.grants.Grant;
import dev.postern.grants.GrantSite;
import dev.postern.grants.GrantStanding;
import dev.postern.grants.GrantStandings;
import dev.postern.grants.Grants;
import dev.postern.grants.Vote;
import dev.postern.grants.terms.ServerTerms;
import dev.postern.identity.Person;
import dev.postern.identity.SignIns;
import dev.postern.reconcile.ReconcileFixture;
import dev.postern.reconcile.ReconcileTest;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Real ssh by the config of the portal: in during a grant, and out after it. */
@ReconcileTest
@RequiresOpenSsh({ "ssh", "sshd", "ssh-keygen" })
class SshDuringGrantTests {

	private static final String ASKER = "eve@example.com";

	private final Grants grants;

	private final GrantStandings standings;

	private final ServerTerms terms;

	private final Servers servers;

	private final MyServers myServers;

	private final FakeCloudflare cloudflare;

	private final ReconcileFixture site;

	private final Person admin;

	private final Person asker;

	@Autowired
	SshDuringGrantTests(Grants grants, GrantStandings standings, ServerTerms terms, Servers servers,
			MyServers myServers, FakeCloudflare cloudflare, ReconcileFixture site, SignIns signIns) {
		this.grants = grants;
		this.standings = standings;
		this.terms = terms;
		this.servers = servers;
		this.myServers = myServers;
		this.cloudflare = cloudflare;
		this.site = site;
		this.admin = GrantSite.person(signIns, "admin@example.com");
		this.asker = GrantSite.person(signIns, ASKER);
	}

	@Test
	void personIsInDuringAGrantAndOutAfterIt(@TempDir Path directory) {
		String hostname = ReconcileFixture.newHostname();
		try (Sshd sshd = new Sshd(directory); StandInEdge edge = new StandInEdge(this.cloudflare)) {
			Server server = registered(hostname, sshd);
			ClientComputer computer = new ClientComputer(directory, edge, ASKER, sshd.knownHosts(hostname));
			assertThat(this.myServers.of(this.asker)).as("before it").isEmpty();
			Grant grant = this.grants.ask(this.asker, GrantSite.request(server.id(), "1h"), "").getFirst();
			this.grants.decide(this.admin, grant.id(), Vote.Verdict.APPROVE, "");
			Awaitility.await().until(() -> this.standings.of(grant.id()).filter(GrantStanding::open).isPresent());

			List<MyServer> mine = this.myServers.of(this.asker);
			assertThat(mine).singleElement()
				.satisfies((one) -> assertThat(one.until())
					.isEqualTo(this.grants.visible(this.asker, grant.id()).endsAt()));
			computer.save(new SshConfigWriter(TestMessages.source()).write(config(mine, sshd), Instant.EPOCH));
			assertThat(new SshConfigWriter(TestMessages.source()).write(config(mine, sshd), Instant.EPOCH))
				.contains("until 20");
			String alias = server.spec().name();
			assertThat(computer.ssh(alias, "echo ok")).isEqualTo(new Ssh.Result(0, "ok\n", ""));

			this.grants.end(this.asker, grant.id(), "done");
			Awaitility.await()
				.until(() -> this.standings.of(grant.id()).filter((one) -> one.goneAt() != null).isPresent());
			assertThat(computer.ssh(alias, "echo ok").exit()).isEqualTo(255);
			assertThat(this.myServers.of(this.asker)).as("after it").isEmpty();
			assertThat(this.cloudflare.wouldAllow(hostname, "dev@example.com")).isTrue();
		}
	}

	private SshConfig config(List<MyServer> mine, Sshd sshd) {
		return SshConfig.of(this.asker.email(), mine, SshSettings.NONE, "https://postern.example.com/connect",
				new ClientSetup(ClientSystem.LINUX.usualCloudflared(), ConfigStyle.INCLUDE,
						new IdentityFile(sshd.identityFile().toString())));
	}

	private Server registered(String hostname, Sshd sshd) {
		ServerDraft usual = this.site.draft(hostname);
		Server server = this.servers
			.register(
					new ServerDraft(usual.name(), hostname, usual.tunnelId(), "ssh://127.0.0.1:" + sshd.port(),
							Sshd.user(), "ssh", "24h", false, "a test server", usual.policies()),
					Set.of(), ReconcileFixture.ADMIN);
		this.terms.set(GrantSite.usual(server.id()), ReconcileFixture.ADMIN);
		return this.site.ready(server.id());
	}

}
