package dev.postern.connect.check;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.ConfigStyle;
import dev.postern.connect.SshConfig;
import dev.postern.connect.SshHost;
import dev.postern.connect.TestConfigs;
import dev.postern.connect.check.Finding.Kind;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigChecksTests {

	private static final SshHost DB = TestConfigs.host("1", "db1", "ssh-db1.example.jp", "myuser", "0123456789ab");

	private static final SshHost WEB = TestConfigs.host("2", "web", "ssh-web.example.jp", "deploy", "aaaaaaaaaaaa");

	/** As files were before they said from which state they were made. */
	private static final String OLD = """
			# ssh config for alice@example.com, made by Postern
			# Made at 2026-11-22T12:00:00Z (UTC)
			# Made from https://postern.example.com/connect

			Host db1
			    HostName ssh-db1.example.jp
			    User root
			    IdentityFile ~/.ssh/id_ed25519
			    IdentitiesOnly yes
			    ProxyCommand cloudflared access ssh --hostname %h
			""";

	private final ConfigChecks checks = new ConfigChecks(TestConfigs.writer());

	@ParameterizedTest
	@EnumSource(ConfigStyle.class)
	void fileOfTodayIsAsItShouldBe(ConfigStyle style) {
		for (ClientSystem system : ClientSystem.values()) {
			SshConfig now = config(system, style, DB, WEB);
			String text = TestConfigs.text(now);

			assertThat(kinds(text, now)).isEmpty();
			assertThat(kinds(text.replace("\n", "\r\n"), now)).as("an editor of Windows").isEmpty();
			assertThat(kinds("\ufeff" + text, now)).isEmpty();
			assertThat(check(text, now)).extracting(CheckedConfig::person, CheckedConfig::made, CheckedConfig::system)
				.containsExactly("alice@example.com", "2026-11-30T08:00:00Z", system.code());
		}
	}

	@Test
	void partOfAWholeConfigIsFoundAmongOthers() {
		SshConfig now = config(ClientSystem.LINUX, ConfigStyle.INLINE, DB);
		String mine = "\nHost mine\n  ProxyCommand cloudflared access ssh --hostname %h\n";

		assertThat(kinds(mine + TestConfigs.text(now) + mine, now)).isEmpty();
	}

	@Test
	void eachChangeOfAServerIsToldOnceAndNothingElse() {
		String text = TestConfigs.text(config(ClientSystem.LINUX, ConfigStyle.INCLUDE, DB, WEB));

		assertThat(of(text, DB)).containsExactly("gone web []");
		assertThat(of(text, DB, WEB, TestConfigs.host("3", "new", "ssh-new.example.jp", "u", "")))
			.containsExactly("new new [ssh-new.example.jp]");
		assertThat(of(text, TestConfigs.host("1", "orders", DB.hostname(), DB.loginUser(), DB.application()), WEB))
			.containsExactly("renamed db1 [orders]");
		assertThat(of(text, TestConfigs.host("1", "db1", "ssh-db9.example.jp", DB.loginUser(), DB.application()), WEB))
			.containsExactly("hostname db1 [ssh-db1.example.jp, ssh-db9.example.jp]");
		assertThat(of(text, TestConfigs.host("1", "db1", DB.hostname(), "root", DB.application()), WEB))
			.containsExactly("login-user db1 [myuser, root]");
		assertThat(of(text, TestConfigs.host("1", "db1", DB.hostname(), DB.loginUser(), "ffffffffffff"), WEB))
			.containsExactly("application db1 [ssh-db1.example.jp]");
		assertThat(of(text, TestConfigs.host("1", "db1", DB.hostname(), DB.loginUser(), ""), WEB)).isEmpty();
		assertThat(of(text,
				new SshHost(DB.id(), "db1", DB.hostname(), DB.loginUser(), "", null, true, DB.application(), null, ""),
				WEB))
			.containsExactly("options db1 [forwardagent]");
		assertThat(of(text, TestConfigs.host("9", "db1", DB.hostname(), DB.loginUser(), ""), WEB)).as("another server")
			.containsExactly("gone db1 []", "new db1 [ssh-db1.example.jp]");
	}

	@Test
	void whatBecameOfCertificatesIsToldToThoseWhoseFileCouldFetchThem() {
		SshHost one = TestConfigs.certified(DB, "111111111111");
		SshHost two = TestConfigs.certified(DB, "222222222222");
		for (ConfigStyle style : ConfigStyle.values()) {
			String then = TestConfigs.text(config(ClientSystem.LINUX, style, one));
			String before = TestConfigs.text(config(ClientSystem.LINUX, style, DB));
			assertThat(kinds(then, config(ClientSystem.LINUX, style, one))).isEmpty();
			assertThat(kinds(then, config(ClientSystem.LINUX, style, two))).containsExactly(Kind.CERTIFICATES_CHANGED);
			assertThat(kinds(then, config(ClientSystem.LINUX, style, DB))).containsExactly(Kind.CERTIFICATES_ENDED);
			assertThat(kinds(before, config(ClientSystem.LINUX, style, one))).containsExactly(Kind.CERTIFICATES_NEW);
		}
		SshConfig now = config(ClientSystem.WSL, ConfigStyle.INCLUDE, one);
		String windows = TestConfigs.text(config(ClientSystem.WSL, ConfigStyle.INCLUDE, DB))
			.replace("ProxyCommand cloudflared ", "ProxyCommand /mnt/c/cloudflared.exe ");
		assertThat(kinds(windows, now)).as("the program of Windows keeps certificates elsewhere")
			.doesNotContain(Kind.CERTIFICATES_NEW);
	}

	@Test
	void changesOfHostKeysAreToldWithWhoAndWhenAndTheNewFingerprint() {
		SshHost one = TestConfigs.pinned(DB, TestKeys.pinned(1, TestKeys.ONE));
		SshHost two = TestConfigs.pinned(DB, TestKeys.pinned(2, TestKeys.TWO));
		SshHost none = TestConfigs.pinned(DB, TestKeys.pinned(3));
		for (ConfigStyle style : ConfigStyle.values()) {
			String then = TestConfigs.text(config(ClientSystem.LINUX, style, one));
			assertThat(kinds(then, config(ClientSystem.LINUX, style, one))).isEmpty();
			assertThat(check(then, config(ClientSystem.LINUX, style, two)).findings()).singleElement()
				.satisfies((finding) -> {
					assertThat(finding.kind()).isEqualTo(Kind.HOST_KEYS_CHANGED);
					assertThat(finding.server()).isEqualTo("db1");
					assertThat(finding.args()).containsExactly("admin@example.com",
							"256 " + TestKeys.TWO_FINGERPRINT + " (ED25519)");
					assertThat(finding.at()).isEqualTo(TestKeys.AT);
				});
			assertThat(kinds(then, config(ClientSystem.LINUX, style, none))).containsExactly(Kind.HOST_KEYS_REMOVED);
			assertThat(kinds(TestConfigs.text(config(ClientSystem.LINUX, style, DB)),
					config(ClientSystem.LINUX, style, one)))
				.containsExactly(Kind.HOST_KEYS_PINNED);
			assertThat(kinds(TestConfigs.text(config(ClientSystem.LINUX, style, DB)),
					config(ClientSystem.LINUX, style, none)))
				.isEmpty();
		}
	}

	@Test
	void fileWithHostKeysIsReadAloneAndBesideAConfig() {
		SshConfig then = config(ClientSystem.LINUX, ConfigStyle.INCLUDE,
				TestConfigs.pinned(DB, TestKeys.pinned(1, TestKeys.ONE)), WEB);
		SshConfig now = config(ClientSystem.LINUX, ConfigStyle.INCLUDE,
				TestConfigs.pinned(DB, TestKeys.pinned(2, TestKeys.TWO)), WEB);
		String keys = TestConfigs.knownHosts(then);

		assertThat(kinds(keys, then)).isEmpty();
		assertThat(kinds(keys.replace("\n", "\r\n"), then)).isEmpty();
		assertThat(check(keys, then)).extracting(CheckedConfig::person, CheckedConfig::made, CheckedConfig::system)
			.containsExactly("alice@example.com", "2026-11-30T08:00:00Z", "unknown");
		assertThat(kinds(keys, now)).containsExactly(Kind.HOST_KEYS_CHANGED);
		assertThat(kinds(TestConfigs.text(then) + keys, then)).isEmpty();
		assertThat(kinds(keys + TestConfigs.text(then), now)).as("told once").containsExactly(Kind.HOST_KEYS_CHANGED);
		assertThat(kinds(TestConfigs.text(now) + keys, now)).containsExactly(Kind.HOST_KEYS_CHANGED);
		assertThat(kinds(keys.replace("ssh-ed25519", "ssh-rsa"), then)).containsExactly(Kind.EDITED);
		assertThat(kinds(keys.substring(0, keys.lastIndexOf("# Postern: end")), then)).containsExactly(Kind.NOT_WHOLE);
		assertThat(kinds(keys.replace("alice@", "bob@"), now)).contains(Kind.OTHER_PERSON)
			.doesNotContain(Kind.HOST_KEYS_CHANGED);
		assertThat(this.checks.ofTakenKeys(null, now)).extracting(Finding::kind)
			.containsExactly(Kind.HOST_KEYS_MISSING);
		assertThat(this.checks.ofTakenKeys(null, config(ClientSystem.LINUX, ConfigStyle.INCLUDE, WEB))).isEmpty();
		assertThat(this.checks.ofTakenKeys(keys, then)).isEmpty();
	}

	@Test
	void fileOfSomebodyElseOrOfAnotherPortalIsToldAndNotCompared_I13() {
		SshConfig now = config(ClientSystem.LINUX, ConfigStyle.INCLUDE, DB, WEB);
		String text = TestConfigs.text(config(ClientSystem.LINUX, ConfigStyle.INCLUDE, DB));

		assertThat(kinds(text.replace("alice@", "bob@"), now)).contains(Kind.OTHER_PERSON).doesNotContain(Kind.NEW);
		assertThat(kinds(TestConfigs
			.text(TestConfigs.config(ClientSystem.LINUX, ConfigStyle.INCLUDE, "https://other.example.org/connect", DB)),
				now))
			.containsExactly(Kind.OTHER_PORTAL);
	}

	@Test
	void whatWasChangedByHandOrCutOffIsTold() {
		SshConfig now = config(ClientSystem.LINUX, ConfigStyle.INCLUDE, DB, WEB);
		String text = TestConfigs.text(now);

		assertThat(kinds(text.replace("ServerAliveInterval 30", "ServerAliveInterval 5"), now))
			.containsExactly(Kind.EDITED);
		assertThat(kinds(text.replace("User deploy", "User root"), now)).containsExactly(Kind.EDITED, Kind.LOGIN_USER);
		assertThat(kinds(text.substring(0, text.indexOf("Host web")), now)).containsExactly(Kind.NOT_WHOLE, Kind.NEW);
		assertThat(kinds(text.substring(0, text.lastIndexOf("# Postern: end")), now)).containsExactly(Kind.NOT_WHOLE);
	}

	@Test
	void oldFileIsComparedByWhereItsServersLead() {
		SshConfig now = config(ClientSystem.LINUX, ConfigStyle.INCLUDE, DB, WEB);

		assertThat(kinds(OLD, now)).containsExactly(Kind.UNDATED, Kind.LOGIN_USER, Kind.NEW);
		assertThat(kinds(OLD.replace("db1", "db7"), now)).containsExactly(Kind.UNDATED, Kind.GONE, Kind.NEW, Kind.NEW);
	}

	@Test
	void placeOfCloudflaredOnAnotherSystemIsTold() {
		SshConfig linux = config(ClientSystem.LINUX, ConfigStyle.INCLUDE, DB);
		SshConfig windows = config(ClientSystem.WINDOWS, ConfigStyle.INCLUDE, DB);

		assertThat(this.checks.check(TestConfigs.text(linux), windows, Optional.of(ClientSystem.WINDOWS), false)
			.findings()).singleElement().satisfies((finding) -> {
				assertThat(finding.kind()).isEqualTo(Kind.OTHER_SYSTEM);
				assertThat(finding.args()).containsExactly("cloudflared", "windows");
			});
		assertThat(this.checks.check(TestConfigs.text(windows), linux, Optional.of(ClientSystem.WSL), false).findings())
			.extracting(Finding::kind)
			.containsExactly(Kind.OTHER_SYSTEM);
		assertThat(this.checks.check(TestConfigs.text(linux), linux, Optional.of(ClientSystem.MACOS), false).findings())
			.isEmpty();
	}

	@Test
	void keyCountsOnlyWhereThePersonChoseOne() {
		SshConfig now = config(ClientSystem.LINUX, ConfigStyle.INCLUDE, DB);
		String text = TestConfigs.text(now).replace("~/.ssh/id_ed25519", "~/.ssh/other");

		assertThat(this.checks.check(text, now, Optional.empty(), false).findings()).extracting(Finding::kind)
			.containsExactly(Kind.EDITED);
		assertThat(this.checks.check(text, now, Optional.empty(), true).findings()).extracting(Finding::kind)
			.containsExactly(Kind.EDITED, Kind.KEY);
	}

	@ParameterizedTest
	@CsvSource({ "cloudflared version 2026.8.0 (built 2026-08-01-1000 UTC),", "cloudflared version 2026.12.1,",
			"cloudflared version 2027.1.0,", "cloudflared version 2026.7.3 (built x),CLOUDFLARED_OLD",
			"cloudflared version 2025.11.1,CLOUDFLARED_OLD",
			"cloudflared version DEV (built unknown),CLOUDFLARED_UNKNOWN", "cloudflared is nice,NOT_OURS",
			"hello,NOT_OURS", "# nothing,NOT_OURS" })
	void versionOfCloudflaredIsRead(String text, String kind) {
		assertThat(kinds(text, config(ClientSystem.LINUX, ConfigStyle.INCLUDE)))
			.isEqualTo((kind != null) ? List.of(Kind.valueOf(kind)) : List.of());
	}

	@Test
	void noTextThrows() {
		SshConfig now = config(ClientSystem.LINUX, ConfigStyle.INLINE, DB, WEB);
		String text = TestConfigs.text(now);
		Random random = new Random(7);
		for (int i = 0; i < 3_000; i++) {
			StringBuilder spoilt = new StringBuilder(text);
			for (int edits = random.nextInt(8); edits >= 0; edits--) {
				int at = random.nextInt(spoilt.length());
				int end = Math.min(spoilt.length(), at + random.nextInt(200));
				switch (random.nextInt(3)) {
					case 0 -> spoilt.delete(at, end);
					case 1 -> spoilt.insert(at, spoilt.substring(at, end));
					default -> spoilt.insert(at, Character.toString(random.nextInt(0xd000)));
				}
				spoilt.append(' ');
			}
			assertThat(check(spoilt.toString(), now).findings()).allSatisfy(
					(finding) -> assertThat(finding.args()).allSatisfy((arg) -> assertThat(arg).hasSizeLessThan(400)));
		}
	}

	@Test
	void longestTextIsReadInNoTime() {
		String hosts = IntStream.range(0, 9_000)
			.mapToObj((i) -> "Host h%d\n ProxyCommand x access ssh --hostname %%h\n".formatted(i))
			.collect(Collectors.joining());
		SshConfig now = config(ClientSystem.LINUX, ConfigStyle.INLINE,
				IntStream.range(0, 300)
					.mapToObj((i) -> TestConfigs.host("s" + i, "s" + i, "s%d.example.jp".formatted(i), "u", ""))
					.toArray(SshHost[]::new));
		for (String text : List.of(hosts, " ".repeat(1_000_000), "a".repeat(1_000_000),
				"a" + " ".repeat(1_000_000) + "\u2028", "a=" + " ".repeat(1_000_000) + "\u2028",
				"# Postern: for ".repeat(60_000), "Host =".repeat(160_000), "cloudflared version ".repeat(50_000))) {
			long begin = System.nanoTime();
			check(text, now);
			assertThat(System.nanoTime() - begin).isLessThan(3_000_000_000L);
		}
	}

	private List<Kind> kinds(String text, SshConfig now) {
		return check(text, now).findings().stream().map(Finding::kind).toList();
	}

	private CheckedConfig check(String text, SshConfig now) {
		return this.checks.check(text, now, Optional.empty(), false);
	}

	private List<String> of(String text, SshHost... now) {
		return check(text, config(ClientSystem.LINUX, ConfigStyle.INCLUDE, now)).findings()
			.stream()
			.map((finding) -> "%s %s %s".formatted(finding.kind().code(), finding.server(), finding.args()))
			.toList();
	}

	private static SshConfig config(ClientSystem system, ConfigStyle style, SshHost... hosts) {
		return TestConfigs.config(system, style, TestConfigs.PORTAL, hosts);
	}

}
