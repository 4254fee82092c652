package dev.postern.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
					"only from Japan", new IdentityFile("~/keys/my key"), true, "", null, "0123456789ab"),
			TestConfigs.pinned(TestConfigs.host("keys", "keys", "ssh-keys.example.jp", "deploy", "0123456789ab"),
					TestKeys.pinned(1, TestKeys.ONE, "@cert-authority * " + TestKeys.TWO)),
			TestConfigs.certified(TestConfigs.host("certs", "certs", "ssh-certs.example.jp", "deploy", "0123456789ab"),
					"abcdef012345"),
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
			if (!host.takesCertificates()) {
				assertThat(understood.errors()).isEmpty();
			}
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

	/**
	 * What ssh hands to the shell, on each system. On others than this one the command
	 * fails here, so this is also what happens where no certificate can be had: the way
	 * to the server and the key stay what they are, and ssh dials no server by itself.
	 */
	@ParameterizedTest
	@MethodSource("setups")
	void whereNoCertificateCanBeHadTheWayStaysTheSame_I12(ClientSetup setup) {
		Path file = file(config(setup, "https://postern.example.com/connect", true, HOSTS), setup.style());
		boolean able = setup.cloudflared().certificateCommand().isPresent();

		Ssh.Result own = Ssh.understood(file, "work-web", "-v");
		Ssh.Result usual = Ssh.understood(file, "certs", "-v");

		for (Ssh.Result understood : List.of(own, usual)) {
			assertThat(understood.exit()).isZero();
			assertThat(understood.option("proxycommand")).isEqualTo(setup.cloudflared().proxyCommand());
			assertThat(understood.option("certificatefile")).isEmpty();
		}
		assertThat(own.option("identityfile")).isEqualTo("~/keys/my key");
		assertThat(usual.option("identityfile")).isEqualTo("~/.ssh/id_ed25519");
		assertThat(usual.option("user")).isEqualTo("deploy");
		assertThat(executed(usual)).isEqualTo(able
				? List.of(setup.cloudflared().certificateCommand().orElseThrow().replace("%h", "ssh-certs.example.jp"))
				: List.of());
		assertThat(executed(Ssh.understood(file, "db1", "-v"))).isEmpty();
		assertThat(executed(Ssh.understood(file, "ssh-certs.example.jp", "-v")))
			.as("not reached by what this config calls it")
			.isEmpty();
		assertThat(able).isNotEqualTo(setup.cloudflared().path().startsWith("/mnt/"));
	}

	@ParameterizedTest
	@EnumSource(ConfigStyle.class)
	void certificateIsShownBesideThePersonsOwnKeyWhereItCanBeHad(ConfigStyle style) throws IOException {
		Path folder = Files.createDirectories(this.directory.resolve("a folder (x86)"));
		Path program = Files.writeString(folder.resolve("cloudflared"), """
				#!/bin/sh
				[ "$*" = "access ssh-gen --hostname ssh-certs.example.jp" ] ||
				[ "$*" = "access ssh-gen --hostname ssh-web.example.jp" ]
				""");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		for (ClientSystem system : List.of(ClientSystem.LINUX, ClientSystem.MACOS, ClientSystem.WSL,
				ClientSystem.GIT_BASH)) {
			ClientSetup setup = new ClientSetup(new CloudflaredPath(system, program.toString()), style,
					IdentityFile.DEFAULT);
			Path file = file(config(setup, "https://postern.example.com/connect", true, HOSTS), style);

			Ssh.Result usual = Ssh.understood(file, "certs");
			Ssh.Result own = Ssh.understood(file, "work-web");

			assertThat(usual.errors()).isEmpty();
			assertThat(usual.option("proxycommand")).isEqualTo(setup.cloudflared().proxyCommand());
			assertThat(usual.option("identityfile")).isEqualTo("~/.ssh/id_ed25519 | ~/.cloudflared/%h-cf_key");
			assertThat(usual.option("certificatefile")).endsWith("/.cloudflared/%h-cf_key-cert.pub");
			assertThat(own.option("identityfile")).isEqualTo("~/keys/my key | ~/.cloudflared/%h-cf_key");
			assertThat(Ssh.understood(file, "last").option("certificatefile")).isEmpty();
			assertThat(Ssh.understood(file, "elsewhere.example.org").option("certificatefile")).isEmpty();
		}
	}

	/** The command stands between double quotes, and has none in it. */
	@Test
	void eachSystemStartsTheProgramItsOwnWay() {
		assertThat(certificateCommand(ClientSystem.LINUX, "/opt/my folder/cloudflared"))
			.isEqualTo("'/opt/my folder/cloudflared' access ssh-gen --hostname %h");
		assertThat(certificateCommand(ClientSystem.GIT_BASH, "C:/Program Files (x86)/cloudflared/cloudflared.exe"))
			.isEqualTo("'C:/Program Files (x86)/cloudflared/cloudflared.exe' access ssh-gen --hostname %h");
		assertThat(certificateCommand(ClientSystem.WINDOWS, "C:\\Program Files (x86)\\cloudflared\\cloudflared.exe"))
			.isEqualTo("cd /d C:\\Program Files (x86)\\cloudflared\\&&.\\cloudflared.exe access ssh-gen --hostname %h");
		assertThat(certificateCommand(ClientSystem.WINDOWS, "D:/tools/cloudflared.exe"))
			.isEqualTo("D:\\tools\\cloudflared.exe access ssh-gen --hostname %h");
		assertThat(certificateCommand(ClientSystem.WINDOWS, "cloudflared.exe"))
			.isEqualTo("cloudflared.exe access ssh-gen --hostname %h");
		assertThat(setups().flatMap((setup) -> setup.cloudflared().certificateCommand().stream()))
			.noneMatch((command) -> command.contains("\""));
	}

	/** It would take the first word of such a name for the program. */
	@ParameterizedTest
	@ValueSource(strings = { "C:\\tools\\cloud flared.exe", "C:/tools/cloud flared.exe", "C:\\cloudflared (2).exe",
			"C:\\my tools\\cloudfläred.exe", "C:\\a+b@c.exe" })
	void cmdIsHandedNoNameOfAProgramThatItTakesApart(String path) {
		assertThat(new CloudflaredPath(ClientSystem.WINDOWS, path).certificateCommand()).isEmpty();
	}

	private static String certificateCommand(ClientSystem system, String path) {
		return new CloudflaredPath(system, path).certificateCommand().orElseThrow();
	}

	/** What ssh says that it has a shell do; it doubles backslashes when it tells. */
	private static List<String> executed(Ssh.Result result) {
		return result.errors()
			.lines()
			.filter((line) -> line.contains("Executing command: '"))
			.map((line) -> line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\'')))
			.map((command) -> command.replace("\\\\", "\\"))
			.toList();
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
						hostility.keys(), hostility.authority()));
				values += 8;
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
				Optional<String> command = config.setup().cloudflared().certificateCommand();
				if (!host.authority().isEmpty() && command.isPresent()) {
					meant.addAll(List.of(
							"Match originalhost %s host %s exec \"%s\"".formatted(host.alias(), host.hostname(),
									command.get()),
							"IdentityFile ~/.cloudflared/%h-cf_key",
							"CertificateFile ~/.cloudflared/%h-cf_key-cert.pub"));
				}
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
