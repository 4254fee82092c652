package dev.postern.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.postern.servers.hostkeys.HostKey;
import dev.postern.servers.hostkeys.PinnedKeys;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The file with host keys, as the real programs of OpenSSH read it. */
@RequiresOpenSsh("ssh-keygen")
class KnownHostsTests {

	private static final SshHost DB = TestConfigs.host("1", "db1", "ssh-db1.example.jp", "myuser", "0123456789ab");

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "ed25519,256", "rsa,2048", "rsa,3072", "ecdsa,256", "ecdsa,384", "ecdsa,521" })
	void keyOfEachKindHasTheFingerprintThatSshKeygenPrints(String type, String bits) throws IOException {
		Path file = this.directory.resolve("key");
		ssh("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-C", "root@db1", "-f", file.toString());
		String line = Files.readString(this.directory.resolve("key.pub"));

		HostKey key = TestKeys.read("\ufeffdb1 " + line + "\r\n").getFirst();

		assertThat(ssh("ssh-keygen", "-lf", file + ".pub").strip()).isEqualTo(key.told().replace(" (", " root@db1 ("));
		assertThat(TestKeys.read(line)).containsExactly(key);
	}

	@Test
	void linesThatOpenSshHashedAreReadAsItsOwn() throws IOException {
		Path hashed = Files.writeString(this.directory.resolve("known"),
				"[10.0.0.9]:2222 " + TestKeys.ONE + "\n" + "@cert-authority *.example.jp " + TestKeys.TWO + "\n");
		ssh("ssh-keygen", "-q", "-H", "-f", hashed.toString());
		String text = Files.readString(hashed);

		assertThat(text).contains("|1|");
		assertThat(TestKeys.read(text)).extracting(HostKey::told)
			.containsExactly("256 " + TestKeys.ONE_FINGERPRINT + " (ED25519)",
					"256 " + TestKeys.TWO_FINGERPRINT + " (ED25519), CA");
		assertThat(TestKeys.read(ssh("ssh-keygen", "-F", "[10.0.0.9]:2222", "-f", hashed.toString()))).hasSize(1);
	}

	@Test
	void sshFindsEachServerByItsNameAndNoneOfTheOthers() throws IOException {
		SshHost web = TestConfigs.host("2", "web", "ssh-web.example.jp", "deploy", "");
		SshHost two = TestConfigs.pinned(web, TestKeys.pinned(1, TestKeys.ECDSA));
		SshConfig config = config(
				TestConfigs.pinned(DB, TestKeys.pinned(1, TestKeys.ONE, "@cert-authority * " + TestKeys.TWO)), two,
				TestConfigs.host("3", "free", "ssh-free.example.jp", "deploy", ""));
		Path file = Files.writeString(this.directory.resolve("postern_known_hosts"), TestConfigs.knownHosts(config));

		assertThat(ssh("ssh-keygen", "-F", DB.hostname(), "-f", file.toString()).lines()
			.filter((line) -> !line.startsWith("#")))
			.containsExactly(config.pinned().getFirst().keys().getFirst().knownAs(DB.hostname()),
					config.pinned().getFirst().keys().getLast().knownAs(DB.hostname()));
		assertThat(ssh("ssh-keygen", "-F", web.hostname(), "-f", file.toString())).contains("ecdsa-sha2-nistp256");
		assertThat(Ssh.run(Map.of(), List.of("ssh-keygen", "-F", "ssh-free.example.jp", "-f", file.toString())).exit())
			.isEqualTo(1);
	}

	@Test
	void stateChangesWithTheKeysOfBothFilesAndWithNothingElse() {
		SshConfig one = config(TestConfigs.pinned(DB, TestKeys.pinned(1, TestKeys.ONE, TestKeys.ECDSA)));
		SshConfig again = config(TestConfigs.pinned(DB, TestKeys.pinned(7, TestKeys.ECDSA, TestKeys.ONE)));
		SshConfig two = config(TestConfigs.pinned(DB, TestKeys.pinned(1, TestKeys.TWO)));
		SshConfig none = config(TestConfigs.pinned(DB, TestKeys.pinned(2)));

		assertThat(state(one)).isEqualTo(state(again)).isNotEqualTo(state(two)).isNotEqualTo(state(none));
		assertThat(state(none)).as("as before there were any").isEqualTo(state(config(DB)));
		assertThat(TestConfigs.text(none)).isEqualTo(TestConfigs.text(config(DB))).doesNotContain("HostKeyAlias");
		assertThat(new KnownHosts(TestMessages.source()).fingerprint(one))
			.isNotEqualTo(new KnownHosts(TestMessages.source()).fingerprint(two));
	}

	@Test
	void serverWhoseKeysCannotBeReadIsLeftOutAndNotTakenForOneWithoutKeys() {
		PinnedKeys broken = new PinnedKeys(DB.id(), 3, TestKeys.AT, "admin@example.com", List.of(), false);
		SshConfig config = config(TestConfigs.pinned(DB, broken));

		assertThat(config.leftOut()).hasSize(1);
		assertThat(TestConfigs.text(config)).doesNotContain("Host db1");
		assertThat(config.pinned()).isEmpty();
	}

	@Test
	void serverThatTheConfigLeavesOutHasNoLine_I12() {
		SshConfig config = config(TestConfigs.pinned(TestConfigs.host("1", "db1", "x *\nHost *", "u", ""),
				TestKeys.pinned(1, TestKeys.ONE)));

		assertThat(TestConfigs.knownHosts(config).lines()).allMatch((line) -> line.isEmpty() || line.startsWith("#"));
	}

	private static String state(SshConfig config) {
		return TestConfigs.writer().fingerprint(config);
	}

	private static SshConfig config(SshHost... hosts) {
		return TestConfigs.config(ClientSystem.LINUX, ConfigStyle.INCLUDE, TestConfigs.PORTAL, hosts);
	}

	private static String ssh(String... command) {
		Ssh.Result result = Ssh.run(Map.of(), List.of(command));
		assertThat(result.exit()).as(result.errors()).isZero();
		return result.output();
	}

}
