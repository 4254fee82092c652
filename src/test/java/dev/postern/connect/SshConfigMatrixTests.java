package dev.postern.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Every system, style and place of cloudflared, as the real ssh reads it. */
@RequiresOpenSsh("ssh")
class SshConfigMatrixTests {

	private static final List<SshHost> HOSTS = List.of(
			TestConfigs.host("db1", "db1", "ssh-db1.example.jp", "myuser", "0123456789ab"),
			new SshHost(new ServerId(new UUID(0, 7)), "work-web", "ssh-web.example.jp", "CORP\\deploy",
					"only from Japan", new IdentityFile("~/keys/my key"), true, "", null),
			TestConfigs.pinned(TestConfigs.host("keys", "keys", "ssh-keys.example.jp", "deploy", "0123456789ab"),
					TestKeys.pinned(1, TestKeys.ONE, "@cert-authority * " + TestKeys.TWO)),
			TestConfigs.host("last", "last", "ssh-last.example.jp", "u@corp.example", ""));

	private final SshConfigWriter writer = TestConfigs.writer();

	@TempDir
	private Path directory;

	private static Stream<ClientSetup> setups() {
		return Stream.of(ClientSystem.values())
			.flatMap((system) -> Stream.of(ConfigStyle.values())
				.flatMap((style) -> system.places()
					.stream()
					.map((place) -> new ClientSetup(new CloudflaredPath(system, place), style, IdentityFile.DEFAULT))));
	}

	@ParameterizedTest
	@MethodSource("setups")
	void sshUnderstandsEachServerAsItIsMeant(ClientSetup setup) {
		Path file = file(config(setup, "https://postern.example.com/connect", true, HOSTS), setup.style());

		for (SshHost host : HOSTS) {
			Ssh.Result understood = Ssh.understood(file, host.alias());
			assertThat(understood.errors()).isEmpty();
			assertThat(understood.option("hostname")).isEqualTo(host.hostname());
			assertThat(understood.option("user")).isEqualTo(host.loginUser());
			assertThat(understood.option("proxycommand")).isEqualTo(setup.cloudflared().proxyCommand());
			assertThat(understood.option("identityfile"))
				.isEqualTo((host.identityFile() != null) ? "~/keys/my key" : "~/.ssh/id_ed25519");
			assertThat(understood.option("forwardagent")).isEqualTo(host.forwardAgent() ? "yes" : "no");
			assertThat(understood.option("controlmaster"))
				.isEqualTo(setup.system().sharesConnections() ? "auto" : "false");
			boolean pinned = host.alias().equals("keys");
			assertThat(understood.option("hostkeyalias")).isEqualTo(pinned ? host.hostname() : "");
			assertThat(understood.option("stricthostkeychecking")).isEqualTo(pinned ? "true" : "ask");
			assertThat(understood.option("updatehostkeys")).isEqualTo(pinned ? "false" : "true");
			assertThat(understood.option("userknownhostsfile").endsWith("/.ssh/postern_known_hosts")).isEqualTo(pinned);
			assertThat(understood.option("globalknownhostsfile").equals("/dev/null")).isEqualTo(pinned);
			assertThat(understood.option("controlpersist"))
				.isEqualTo(setup.system().sharesConnections() ? "600" : "no");
		}
		Ssh.Result elsewhere = Ssh.understood(file, "elsewhere.example.org");
		assertThat(elsewhere.option("port")).as("what stands below holds for all").isEqualTo("2222");
		assertThat(elsewhere.option("proxycommand")).isEmpty();
	}

	@Test
	void quotesStandAroundWhatHasBlanksAndNowhereElse() {
		assertThat(Stream.of(ClientSystem.values()).map((system) -> system.usualCloudflared().proxyCommand()))
			.containsExactly("cloudflared access ssh --hostname %h", "cloudflared access ssh --hostname %h",
					"\"C:\\Program Files (x86)\\cloudflared\\cloudflared.exe\" access ssh --hostname %h",
					"\"C:/Program Files (x86)/cloudflared/cloudflared.exe\" access ssh --hostname %h",
					"cloudflared access ssh --hostname %h");
		assertThat(new CloudflaredPath(ClientSystem.MACOS, "/opt/homebrew/bin/cloudflared").proxyCommand())
			.isEqualTo("/opt/homebrew/bin/cloudflared access ssh --hostname %h");
		assertThat(new CloudflaredPath(ClientSystem.WINDOWS, "D:\\Jürgen\\cloudflared.exe").proxyCommand())
			.isEqualTo("\"D:\\Jürgen\\cloudflared.exe\" access ssh --hostname %h");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-x", "a b", "cloudflared access", "/a\nb", "/a\"b", "/a'b", "/a`b`", "/a$b", "/a%h",
			"/a;b", "/a&b", "/a|b", "/a#b", "/a\\b", "~/cloudflared", "./cloudflared", "/a/", "/a ", "/a\u202eb",
			"/a^b", "/a<b", "bash", "//elsewhere.example.com/share/cloudflared.exe" })
	void pathsOfCloudflaredThatCouldMeanMoreAreRefused_I12(String path) {
		for (ClientSystem system : List.of(ClientSystem.LINUX, ClientSystem.MACOS, ClientSystem.WSL,
				ClientSystem.GIT_BASH)) {
			assertThatIllegalArgumentException().as("%s", system)
				.isThrownBy(() -> new CloudflaredPath(system, path.equals("/a ") ? "/a /" : path));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "C:\\a\\", "\\\\server\\a.exe", "C:\\a\\\\b", "C:\\a%PATH%", "C:\\a^b", "C:\\a&b",
			"C:\\a\"b", "C:\\a'b", "a b.exe", "C:cloudflared", "C:\\a!b", "/usr/bin/cloudflared" })
	void pathsOnWindowsThatCouldMeanMoreAreRefused_I12(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloudflaredPath(ClientSystem.WINDOWS, path));
	}

	/**
	 * The lines that ssh would read are told apart here; ssh itself reads a part of them.
	 */
	@Test
	void tenThousandValuesNeitherAddNorChangeADirective_I12() {
		Path canary = this.directory.resolve("canary");
		Random random = new Random(20261130);
		HostileValues hostility = new HostileValues(random, canary);
		List<ClientSetup> setups = setups().toList();
		SshHost first = HOSTS.getFirst();
		int written = 0;
		int values = 0;
		for (int file = 0; values < 12_000; file++) {
			ClientSetup setup = hostile(setups.get(random.nextInt(setups.size())), hostility);
			List<SshHost> hosts = new ArrayList<>(List.of(first));
			for (int i = 0; i < 25; i++) {
				SshHost host = hostility.host();
				hosts.add(new SshHost(host.id(), hostility.prefix() + host.alias(), host.hostname(), host.loginUser(),
						host.condition(), hostility.key(), random.nextBoolean(), hostility.application(),
						hostility.keys()));
				values += 7;
			}
			hosts.add(HOSTS.getLast());
			SshConfig config = config(setup, hostility.portal(), random.nextBoolean(), hosts);
			String text = this.writer.write(config, Instant.EPOCH);
			assertThat(directives(text)).as("file %d", file).isEqualTo(meant(config));
			assertThat(directives(TestConfigs.knownHosts(config))).as("keys of file %d", file)
				.isEqualTo(config.pinned()
					.stream()
					.flatMap((host) -> host.keys().stream().map((key) -> key.knownAs(host.hostname())))
					.toList());
			written += (int) hosts.stream().filter(SshHost::writable).count() - 2;
			if (file % 8 == 0) {
				Path path = file(config, setup.style());
				Set<String> others = new LinkedHashSet<>(
						config.hosts().stream().filter(SshHost::writable).map(SshHost::alias).toList());
				for (SshHost known : List.of(first, HOSTS.getLast())) {
					Ssh.Result understood = Ssh.understood(path, known.alias());
					assertThat(understood.errors()).as("file %d", file).isEmpty();
					assertThat(understood.option("hostname")).isEqualTo(known.hostname());
					assertThat(understood.option("user")).isEqualTo(known.loginUser());
					assertThat(understood.option("proxycommand")).isEqualTo(setup.cloudflared().proxyCommand());
				}
				assertThat(others).contains(first.alias());
				Ssh.Result elsewhere = Ssh.understood(path, "elsewhere.example.org");
				assertThat(elsewhere.option("hostname")).isEqualTo("elsewhere.example.org");
				assertThat(elsewhere.option("proxycommand")).isEmpty();
				assertThat(canary).doesNotExist();
			}
		}
		assertThat(values).isGreaterThanOrEqualTo(10_000);
		assertThat(written).as("some are harmless").isBetween(50, 1_500);
	}

	private static ClientSetup hostile(ClientSetup setup, HostileValues hostility) {
		CloudflaredPath path = setup.cloudflared();
		try {
			path = new CloudflaredPath(setup.system(), hostility.spoilt(path.path()));
		}
		catch (IllegalArgumentException ex) {
			// The place that is usual does.
		}
		return new ClientSetup(path, setup.style(), setup.identityFile());
	}

	/**
	 * The lines of a text that ssh does not skip, as the oldest and newest of them end
	 * them.
	 */
	private static List<String> directives(String text) {
		return Stream.of(text.split("[\\n\\r\\f\\u000b\\u0000]", -1))
			.map(String::strip)
			.filter((line) -> !line.isEmpty() && !line.startsWith("#"))
			.toList();
	}

	private List<String> meant(SshConfig config) {
		List<String> meant = new ArrayList<>();
		for (SshHost host : config.hosts()) {
			if (host.writable()) {
				meant.add("Host " + host.alias());
				this.writer.options(host, config)
					.entrySet()
					.stream()
					.map((Map.Entry<String, String> option) -> option.getKey() + " " + option.getValue())
					.forEach(meant::add);
			}
		}
		if (config.setup().style() == ConfigStyle.INLINE) {
			meant.add("Host *");
		}
		return meant;
	}

	/** As people keep it: with something below it that holds for all. */
	private Path file(SshConfig config, ConfigStyle style) {
		try {
			String text = this.writer.write(config, Instant.EPOCH);
			Path main = this.directory.resolve("config");
			if (style == ConfigStyle.INLINE) {
				return Files.writeString(main, text + "Port 2222\n");
			}
			Path own = Files.writeString(this.directory.resolve("postern_config"), text);
			return Files.writeString(main, "Include " + own + "\nPort 2222\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SshConfig config(ClientSetup setup, String portal, boolean controlMaster, List<SshHost> hosts) {
		return new SshConfig(TestConfigs.ALICE, portal, setup, controlMaster, hosts);
	}

}
