package dev.postern.connect.installer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.ConfigStyle;
import dev.postern.connect.SectionMarks;
import dev.postern.connect.SshConfig;
import dev.postern.connect.TestConfigs;
import dev.postern.servers.hostkeys.TestKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What the script for sh does to the files of people, by real shells. */
class InstallerScriptTests {

	private static final String API = "https://postern.example.com/api/v1/me/ssh-config?system=linux";

	private static final String KEYS_API = "https://postern.example.com/api/v1/me/known-hosts";

	private static final String MINE = "Host mine\n    User me\n";

	private static final String OTHER_PORTAL = """
			# >>> postern https://other.example.org/connect >>>
			Include other
			# <<< postern https://other.example.org/connect <<<
			""";

	private static final SectionMarks MARKS = SectionMarks.of(TestConfigs.PORTAL);

	private static final String[] PROGRAMS = { "mv", "cp", "cat", "tail", "head", "cmp", "mktemp", "rm", "dd", "od",
			"awk", "sed", "grep", "tr", "dirname", "readlink", "mkdir" };

	private final InstallerScripts scripts = new InstallerScripts();

	@TempDir
	private Path directory;

	/** What a person may have, byte for byte. */
	private static Map<String, String> foreignConfigs() {
		Map<String, String> configs = new LinkedHashMap<>();
		configs.put("empty", "");
		configs.put("usual", MINE);
		configs.put("no newline at the end", "Host mine\n    User me");
		configs.put("CRLF", "Host mine\r\n    User me\r\n\r\n");
		configs.put("mixed line ends", "Host a\r\n  User b\n\n\rHost c\n \t\n");
		configs.put("byte order mark", "\u00ef\u00bb\u00bfHost mine\n    User me\n");
		configs.put("byte order mark alone", "\u00ef\u00bb\u00bf");
		configs.put("another portal's part", OTHER_PORTAL + MINE);
		configs.put("letters and bytes", "# J\u00c3\u00bcrgen \u00ff\u00fe \\n $HOME `x` %h\nHost '*'\n");
		configs.put("a long line", "# " + "x".repeat(20_000) + "\nHost mine\n");
		return configs;
	}

	private static Stream<Object[]> cases() {
		return Stream.of("dash", "bash")
			.filter(Computer::has)
			.flatMap((shell) -> Stream.of(ConfigStyle.values())
				.flatMap((style) -> foreignConfigs().keySet()
					.stream()
					.map((name) -> new Object[] { shell, style, name })));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void whatIsNotOursStaysByteForByteHoweverOftenItRuns(String shell, ConfigStyle style, String name) {
		Computer computer = new Computer(this.directory);
		String foreign = Objects.requireNonNull(foreignConfigs().get(name));
		computer.write("config", foreign.getBytes(StandardCharsets.ISO_8859_1));
		String script = script(style, "db1");

		Computer.Result first = computer.run(shell, script, "install");
		String once = computer.text("config");
		Computer.Result second = computer.run(shell, script);

		assertThat(first.exit()).as(first.errors()).isZero();
		assertThat(second.exit()).isZero();
		assertThat(computer.text("config")).isEqualTo(once);
		assertThat(others(once)).isEqualTo(foreign);
		assertThat(once).contains(MARKS.begin() + "\n");
		assertThat(withoutMark(once)).startsWith(MARKS.begin());
		assertThat(computer.text("config.postern-backup.1")).isEqualTo(foreign);
		assertThat(computer.files()).doesNotContain("config.postern-backup.2")
			.noneMatch((file) -> file.startsWith("."));
		if (style == ConfigStyle.INCLUDE) {
			assertThat(computer.text("postern_config")).isEqualTo(config(style, "db1"));
			assertThat(computer.mode("postern_config")).isEqualTo("rw-------");
		}
		else {
			assertThat(once).contains("Host db1\n").contains("Host *\n# Postern: end of state ");
		}

		computer.run(shell, script(style, "db2"));
		assertThat(others(computer.text("config"))).isEqualTo(foreign);
		Computer.Result undone = computer.run(shell, script, "uninstall");
		assertThat(undone.exit()).as(undone.errors()).isZero();
		assertThat(computer.text("config")).isEqualTo(foreign);
		assertThat(computer.files()).doesNotContain("postern_config");
		assertThat(computer.run(shell, script, "uninstall").exit()).isZero();
		assertThat(computer.text("config")).isEqualTo(foreign);
	}

	@ParameterizedTest
	@CsvSource({ "dash,INCLUDE", "dash,INLINE", "bash,INCLUDE", "bash,INLINE" })
	void wherePeopleHaveNothingItIsMadeForThemAloneAndTakenAwayAgain(String shell, ConfigStyle style)
			throws IOException {
		Computer computer = new Computer(this.directory);

		assertThat(computer.run(shell, script(style, "db1")).exit()).isZero();
		assertThat(computer.mode("config")).isEqualTo("rw-------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(computer.home().resolve(".ssh"))))
			.isEqualTo("rwx------");
		assertThat(others(computer.text("config"))).isEmpty();
		String once = computer.text("config");
		assertThat(computer.run(shell, script(style, "db1")).exit()).isZero();
		assertThat(computer.text("config")).isEqualTo(once);

		assertThat(computer.run(shell, script(style, "db1"), "uninstall").exit()).isZero();
		assertThat(computer.files()).isEmpty();
	}

	@Test
	void whatAPersonAddsToAFileThatWasMadeForThemStays() {
		Computer computer = new Computer(this.directory);
		computer.run("dash", script(ConfigStyle.INCLUDE, "db1"));
		computer.write("config", computer.text("config") + MINE);

		computer.run("dash", script(ConfigStyle.INCLUDE, "db2"));
		computer.run("dash", script(ConfigStyle.INCLUDE, "db2"), "uninstall");

		assertThat(computer.text("config")).isEqualTo(MINE);
	}

	@Test
	void linksStayLinksAndTheFileBehindThemChanges() throws IOException {
		Computer computer = new Computer(this.directory);
		Path dotfiles = Files.createDirectories(computer.home().resolve("dot files"));
		Files.writeString(dotfiles.resolve("ssh config"), MINE);
		Files.setPosixFilePermissions(dotfiles.resolve("ssh config"), PosixFilePermissions.fromString("rw-r--r--"));
		Files.createDirectories(computer.file("config").getParent());
		Files.createSymbolicLink(computer.file("config"), Path.of("../dot files/link"));
		Files.createSymbolicLink(dotfiles.resolve("link"), dotfiles.resolve("ssh config"));

		Computer.Result done = computer.run("dash", script(ConfigStyle.INCLUDE, "db1"));

		assertThat(done.exit()).as(done.errors()).isZero();
		assertThat(computer.file("config")).isSymbolicLink();
		assertThat(dotfiles.resolve("link")).isSymbolicLink();
		assertThat(others(computer.text("config"))).isEqualTo(MINE);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dotfiles.resolve("ssh config"))))
			.isEqualTo("rw-r--r--");
		try (Stream<Path> left = Files.list(dotfiles)) {
			assertThat(left).hasSize(2);
		}
		computer.run("dash", script(ConfigStyle.INCLUDE, "db1"), "uninstall");
		assertThat(computer.text("config")).isEqualTo(MINE);
	}

	@Test
	void linkThatLeadsNowhereIsFollowedAndOneThatLeadsToItselfRefused() throws IOException {
		Computer computer = new Computer(this.directory);
		Files.createDirectories(computer.file("config").getParent());
		Files.createSymbolicLink(computer.file("config"), computer.home().resolve("later"));

		assertThat(computer.run("dash", script(ConfigStyle.INCLUDE, "db1")).exit()).isZero();
		assertThat(computer.home().resolve("later")).isRegularFile();

		Files.delete(computer.file("config"));
		Files.createSymbolicLink(computer.file("config"), computer.file("config"));
		Computer.Result refused = computer.run("dash", script(ConfigStyle.INCLUDE, "db1"));
		assertThat(refused.exit()).isEqualTo(1);
		assertThat(refused.errors()).contains("a link that leads to itself");
	}

	@ParameterizedTest
	@CsvSource({ "dash,'B'", "dash,'E'", "dash,'EB'", "dash,'BBE'", "dash,'BEE'", "dash,'BEBE'", "bash,'B'",
			"bash,'BBE'" })
	void marksThatDoNotGoTogetherAreRefusedAndNothingIsChanged(String shell, String marks) {
		Computer computer = new Computer(this.directory);
		String text = MINE + marks.replace("B", MARKS.begin() + "\nx\n").replace("E", MARKS.end() + "\ny\n");
		computer.write("config", text);

		for (String word : List.of("install", "uninstall")) {
			Computer.Result refused = computer.run(shell, script(ConfigStyle.INLINE, "db1"), word);
			assertThat(refused.exit()).isEqualTo(1);
			assertThat(refused.errors()).contains("do not go together", MARKS.begin(), MARKS.end(),
					"nothing was changed");
			assertThat(computer.text("config")).isEqualTo(text);
			assertThat(computer.files()).containsExactly("config");
		}
	}

	@Test
	void partThatWasMovedOrGotOtherLineEndsComesBackOnTop() {
		Computer computer = new Computer(this.directory);
		computer.run("dash", script(ConfigStyle.INLINE, "db1"));
		String part = computer.text("config").replace("# Postern made this file, too.\n", "").replace("\n", "\r\n");
		computer.write("config", MINE + part + "Host last");

		assertThat(computer.run("dash", script(ConfigStyle.INLINE, "db2")).exit()).isZero();

		assertThat(computer.text("config")).startsWith(MARKS.begin())
			.contains("Host db2\n")
			.doesNotContain("db1", "\r");
		assertThat(others(computer.text("config"))).isEqualTo(MINE + "Host last");
	}

	@Test
	void filesOfOthersUnderOurNameAreNotTouched() {
		Computer computer = new Computer(this.directory);
		computer.write("postern_config", "Host mine\n");
		Computer.Result mine = computer.run("dash", script(ConfigStyle.INCLUDE, "db1"));
		String other = TestConfigs
			.text(TestConfigs.config(ClientSystem.LINUX, ConfigStyle.INCLUDE, "https://other.example.org/connect"));
		computer.write("postern_config", other);
		Computer.Result foreign = computer.run("dash", script(ConfigStyle.INCLUDE, "db1"));

		assertThat(mine.errors()).contains("is not of Postern");
		assertThat(foreign.errors()).contains("of another portal (https://other.example.org/connect)");
		assertThat(computer.text("postern_config")).isEqualTo(other);
		assertThat(computer.text("config")).isEqualTo("(none)");

		computer.say("POSTERN_CONFIG_NAME", "second_config");
		assertThat(computer.run("dash", script(ConfigStyle.INCLUDE, "db1")).exit()).isZero();
		assertThat(computer.text("postern_config")).isEqualTo(other);
		assertThat(computer.text("config")).contains("Include second_config\n");
		computer.say("POSTERN_CONFIG_NAME", "../x");
		assertThat(computer.run("dash", script(ConfigStyle.INCLUDE, "db1")).exit()).isEqualTo(1);
	}

	@Test
	void fileInUtf16IsRefusedAndAByteOrderMarkToldOf() {
		Computer computer = new Computer(this.directory);
		byte[] wide = "\ufeffHost mine\r\n".getBytes(StandardCharsets.UTF_16LE);
		computer.write("config", wide);
		Computer.Result refused = computer.run("dash", script(ConfigStyle.INCLUDE, "db1"));
		assertThat(refused.exit()).isEqualTo(1);
		assertThat(refused.errors()).contains("UTF-16");
		assertThat(computer.bytes("config")).isEqualTo(wide);

		computer.write("config", "\ufeffHost mine\n");
		assertThat(computer.run("dash", script(ConfigStyle.INCLUDE, "db1")).errors()).contains("byte order mark");
	}

	@ParameterizedTest
	@CsvSource({ "dash,INCLUDE", "dash,INLINE", "bash,INCLUDE", "bash,INLINE" })
	void hostKeysComeBesideTheConfigAndOthersLinesStayByteForByte(String shell, ConfigStyle style) {
		for (String foreign : List.of("", "other.example.org ssh-ed25519 AAAA\r\n# \u00ff no newline",
				OTHER_PORTAL + "x y z\n")) {
			Computer computer = new Computer(this.directory.resolve(String.valueOf(foreign.length())));
			computer.write("config", MINE);
			if (!foreign.isEmpty()) {
				computer.write("postern_known_hosts", foreign.getBytes(StandardCharsets.ISO_8859_1));
			}
			for (int i = 0; i < 2; i++) {
				Computer.Result done = computer.run(shell, scriptWithKeys(style, TestKeys.ONE), "install");
				assertThat(done.exit()).as(done.errors()).isZero();
				assertThat(computer.text("postern_known_hosts"))
					.isEqualTo(TestConfigs.knownHosts(pinned(style, TestKeys.ONE)) + foreign);
			}
			assertThat(computer.files().stream().filter((file) -> file.startsWith("postern_known_hosts.")).toList())
				.isEqualTo(foreign.isEmpty() ? List.of() : List.of("postern_known_hosts.postern-backup.1"));
			assertThat(computer.mode("postern_known_hosts")).startsWith("rw-");

			assertThat(computer.run(shell, scriptWithKeys(style, TestKeys.TWO)).exit()).isZero();
			assertThat(computer.text("postern_known_hosts")).doesNotContain(TestKeys.ONE.substring(0, 70))
				.isEqualTo(TestConfigs.knownHosts(pinned(style, TestKeys.TWO)) + foreign);
			assertThat(others(computer.text("config"))).isEqualTo(MINE);

			assertThat(computer.run(shell, script(style, "db1")).exit()).as("no key is pinned any more").isZero();
			assertThat(computer.text("postern_known_hosts")).isEqualTo(foreign.isEmpty() ? "(none)" : foreign);
			computer.run(shell, scriptWithKeys(style, TestKeys.ONE));
			Computer.Result undone = computer.run(shell, scriptWithKeys(style, TestKeys.ONE), "uninstall");
			assertThat(undone.exit()).as(undone.errors()).isZero();
			assertThat(computer.text("postern_known_hosts")).isEqualTo(foreign.isEmpty() ? "(none)" : foreign);
			assertThat(computer.text("config")).isEqualTo(MINE);
		}
	}

	@Test
	void marksOfHostKeysThatDoNotGoTogetherAreRefusedBeforeAnythingIsChanged() {
		Computer computer = new Computer(this.directory);
		computer.write("config", MINE);
		computer.write("postern_known_hosts", MARKS.begin() + "\n");

		Computer.Result refused = computer.run("dash", scriptWithKeys(ConfigStyle.INLINE, TestKeys.ONE));

		assertThat(refused.exit()).isEqualTo(1);
		assertThat(refused.errors()).contains("do not go together", "nothing was changed");
		assertThat(computer.text("config")).isEqualTo(MINE);
		assertThat(computer.text("postern_known_hosts")).isEqualTo(MARKS.begin() + "\n");
	}

	/** All marks are looked at before the first byte is written. */
	@ParameterizedTest
	@CsvSource({ "config", "postern_known_hosts" })
	void oneFileThatCannotBeChangedKeepsAllAsTheyAre(String broken) {
		Computer computer = new Computer(this.directory);
		computer.run("dash", scriptWithKeys(ConfigStyle.INCLUDE, TestKeys.ONE));
		computer.write(broken, computer.text(broken) + MARKS.end() + "\n");
		List<String> before = everything(computer);

		for (String word : List.of("install", "uninstall")) {
			Computer.Result refused = computer.run("dash", scriptWithKeys(ConfigStyle.INCLUDE, TestKeys.TWO), word);
			assertThat(refused.exit()).isEqualTo(1);
			assertThat(refused.errors()).contains("do not go together");
			assertThat(everything(computer)).as(word).isEqualTo(before);
		}
	}

	private static List<String> everything(Computer computer) {
		return computer.files().stream().map((file) -> file + ": " + computer.text(file)).toList();
	}

	@Test
	void configThatCannotBeChangedGetsNoFileBesideIt() {
		for (String text : List.of(MARKS.begin() + "\n", "\u00ff\u00feH\0o\0")) {
			Computer computer = new Computer(this.directory.resolve(String.valueOf(text.length())));
			computer.write("config", text.getBytes(StandardCharsets.ISO_8859_1));

			assertThat(computer.run("dash", script(ConfigStyle.INCLUDE, "db1")).exit()).isEqualTo(1);

			assertThat(computer.files()).containsExactly("config");
		}
	}

	@ParameterizedTest
	@CsvSource({ "dash", "bash" })
	void onlyOneRunAtATimeChangesFilesAndOneThatWasCutOffIsNotWaitedFor(String shell) throws IOException {
		Computer computer = new Computer(this.directory);
		Path lock = Files.createDirectories(computer.file(".postern.lock"));
		Files.writeString(lock.resolve("process"), ProcessHandle.current().pid() + "\n");

		Computer.Result refused = computer.run(shell, script(ConfigStyle.INCLUDE, "db1"));

		assertThat(refused.exit()).isEqualTo(1);
		assertThat(refused.errors()).contains("another run of this script is under way", "nothing was changed");
		assertThat(computer.files()).containsExactly(".postern.lock");
		assertThat(lock.resolve("process")).exists();

		Files.writeString(lock.resolve("process"), "");
		assertThat(computer.run(shell, script(ConfigStyle.INCLUDE, "db1")).exit()).as("it may have begun just now")
			.isEqualTo(1);
		Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(12))));
		assertThat(computer.run(shell, script(ConfigStyle.INCLUDE, "db1")).exit()).isZero();
		assertThat(computer.files()).containsExactly("config", "postern_config");

		Files.createDirectories(lock);
		Files.writeString(lock.resolve("process"), "999999999\n");
		assertThat(computer.run(shell, script(ConfigStyle.INCLUDE, "db2")).exit()).as("no process has that number")
			.isZero();
		assertThat(computer.text("postern_config")).contains("Host db2\n");
		assertThat(computer.files()).noneMatch((file) -> file.startsWith("."));
	}

	@ParameterizedTest
	@CsvSource({ "http://postern.example.com/x", "http://localhost.example.com/x", "http://127.0.0.1.example.com/x",
			"http://postern:8080/x" })
	void tokenIsNotSentWhereOthersCouldReadIt(String address) {
		Computer computer = new Computer(this.directory);
		computer.say("POSTERN_TOKEN", "pst_abc");
		String script = this.scripts.file(new Installer(ClientSystem.LINUX, ConfigStyle.INCLUDE, TestConfigs.PORTAL,
				address, KEYS_API, null, null));

		Computer.Result refused = computer.run("dash", script);

		assertThat(refused.exit()).isEqualTo(1);
		assertThat(refused.errors()).contains("everybody on the way could read the token");
		assertThat(computer.files()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:1/x", "http://127.0.0.1:1/x", "http://[::1]:1/x", "https://localhost:1/x" })
	void tokenIsSentOverHttpsAndToThisComputer(String address) {
		Computer computer = new Computer(this.directory);
		computer.say("POSTERN_TOKEN", "pst_abc");
		String script = this.scripts.file(new Installer(ClientSystem.LINUX, ConfigStyle.INCLUDE, TestConfigs.PORTAL,
				address, KEYS_API, null, null));

		assertThat(computer.run("dash", script).errors()).contains("cannot download from");
	}

	/** Whichever moment it is, ssh never looks for keys that are not there. */
	@Test
	void cutOffAnywhereTheConfigNeverNamesKeysThatAreMissing() {
		ConfigStyle style = ConfigStyle.INCLUDE;
		String foreign = "other.example.org ssh-ed25519 AAAA\n# no newline";
		int strikes = 0;
		for (int call = 1;; call++) {
			Computer computer = new Computer(this.directory.resolve("keys-" + call));
			computer.write("config", MINE);
			computer.write("postern_known_hosts", foreign);
			computer.strikeAt(call, true, PROGRAMS);
			computer.run("dash", scriptWithKeys(style, TestKeys.ONE));
			boolean done = computer.calls() < call;
			strikes += computer.struck() ? 1 : 0;
			assertThat(others(computer.text("config"))).as("call %d", call).isEqualTo(MINE);
			assertThat(others(computer.text("postern_known_hosts"))).as("call %d", call).isEqualTo(foreign);
			if (computer.text("config").contains(MARKS.begin())) {
				assertThat(computer.text("postern_known_hosts")).as("call %d", call)
					.contains("ssh-db1.example.jp ssh-ed25519 ");
			}
			computer.noMoreStrikes();
			assertThat(computer.run("dash", scriptWithKeys(style, TestKeys.TWO)).exit()).isZero();
			assertThat(computer.text("postern_known_hosts"))
				.isEqualTo(TestConfigs.knownHosts(pinned(style, TestKeys.TWO)) + foreign);
			if (done) {
				break;
			}
		}
		assertThat(strikes).isGreaterThan(20);
	}

	@Test
	void backupsAreBounded() {
		Computer computer = new Computer(this.directory);
		computer.write("config", MINE);
		for (int i = 0; i < 6; i++) {
			assertThat(computer.run("dash", script(ConfigStyle.INLINE, "db" + i)).exit()).isZero();
		}

		assertThat(computer.files()).containsExactly("config", "config.postern-backup.1", "config.postern-backup.2",
				"config.postern-backup.3");
		assertThat(computer.text("config.postern-backup.1")).contains("Host db4\n");
		assertThat(computer.text("config.postern-backup.3")).contains("Host db2\n");
	}

	@ParameterizedTest
	@CsvSource({ "INCLUDE,true", "INCLUDE,false", "INLINE,true", "INLINE,false" })
	void cutOffAnywhereNothingIsLostAndTheNextRunCompletesIt(ConfigStyle style, boolean kill) {
		String foreign = OTHER_PORTAL + MINE + "# no newline";
		int strikes = 0;
		for (String word : List.of("install", "uninstall")) {
			for (int call = 1;; call++) {
				Computer computer = new Computer(this.directory.resolve("%s-%d".formatted(word, call)));
				computer.write("config", foreign);
				computer.run("dash", script(style, "db1"));
				computer.strikeAt(call, kill, PROGRAMS);
				Computer.Result struck = computer.run("dash", script(style, "db2"), word);
				boolean done = computer.calls() < call;
				boolean hit = computer.struck();
				String left = computer.text("config");
				assertThat(others(left)).as("%s, call %d", word, call).isEqualTo(foreign);
				computer.noMoreStrikes();
				assertThat(computer.run("dash", script(style, "db2"), word).exit()).isZero();
				assertThat(others(computer.text("config"))).isEqualTo(foreign);
				if (word.equals("install")) {
					assertThat(computer.text((style == ConfigStyle.INLINE) ? "config" : "postern_config"))
						.contains("Host db2\n");
				}
				else {
					assertThat(computer.text("config")).isEqualTo(foreign);
				}
				if (done) {
					assertThat(struck.exit()).isZero();
					break;
				}
				assertThat(hit && kill && struck.exit() == 0).as("%s, call %d", word, call).isFalse();
				strikes += hit ? 1 : 0;
			}
		}
		assertThat(strikes).isGreaterThan(30);
	}

	@Test
	void scriptThatArrivedByHalfDoesNothing() {
		Computer computer = new Computer(this.directory);
		computer.write("config", MINE);
		String script = script(ConfigStyle.INCLUDE, "db1");
		for (int length = 0; length < script.length() - 12; length += 211) {
			computer.run("dash", script.substring(0, length), "install");
			assertThat(computer.files()).as("the first %d letters", length).containsExactly("config");
			assertThat(computer.text("config")).isEqualTo(MINE);
		}
	}

	@ParameterizedTest
	@CsvSource({ "dash", "bash" })
	void pastedWholeItDoesTheSame(String shell) {
		Computer computer = new Computer(this.directory);
		computer.write("config", MINE);
		String pasted = this.scripts.pasted(installer(ConfigStyle.INCLUDE, config(ConfigStyle.INCLUDE, "db1")))
			.replace("sh -s install", shell + " -s install");

		Computer.Result done = computer.run(shell, pasted);

		assertThat(done.exit()).as(done.errors()).isZero();
		assertThat(computer.text("postern_config")).contains("Host db1\n");
		assertThat(others(computer.text("config"))).isEqualTo(MINE);
	}

	@Test
	void tokenIsReadOnlyFromAFileThatNobodyElseReads() throws IOException {
		Computer computer = new Computer(this.directory);
		String script = this.scripts.file(installer(ConfigStyle.INCLUDE, null));

		assertThat(computer.run("dash", script).errors()).contains("there is no token in");
		computer.write("postern_token", "pst_abc\n");
		Files.setPosixFilePermissions(computer.file("postern_token"), PosixFilePermissions.fromString("rw-r--r--"));
		assertThat(computer.run("dash", script).errors()).contains("others can read", "chmod 600");
		Files.setPosixFilePermissions(computer.file("postern_token"), PosixFilePermissions.fromString("rw-------"));
		computer.write("postern_token", "pst_a\"\nurl = \"file:///etc/passwd\n");
		Computer.Result refused = computer.run("dash", script);
		assertThat(refused.errors()).contains("is not a personal token");
		assertThat(refused.exit()).isEqualTo(1);
		assertThat(computer.files()).containsExactly("postern_token");
	}

	@Test
	void wordsThatAreNotKnownAreRefused() {
		Computer.Result refused = new Computer(this.directory).run("dash", script(ConfigStyle.INCLUDE, "db1"),
				"remove");

		assertThat(refused.exit()).isEqualTo(1);
		assertThat(refused.errors()).contains("Say install, update or uninstall");
	}

	@ParameterizedTest
	@CsvSource({ "https://x'; touch y; '/connect", "'https://x/$(touch y)'", "https://x/`y`", "https://x",
			"ftp://x/connect", "'https://x/a b'" })
	void addressesThatCouldMeanMoreAreRefused_I12(String address) {
		assertThatIllegalArgumentException().isThrownBy(
				() -> new Installer(ClientSystem.LINUX, ConfigStyle.INCLUDE, address, API, KEYS_API, null, null));
		assertThatIllegalArgumentException().isThrownBy(() -> new Installer(ClientSystem.LINUX, ConfigStyle.INCLUDE,
				TestConfigs.PORTAL, address, KEYS_API, null, null));
		assertThatIllegalArgumentException().isThrownBy(() -> new Installer(ClientSystem.LINUX, ConfigStyle.INCLUDE,
				TestConfigs.PORTAL, API, address, null, null));
	}

	@ParameterizedTest
	@CsvSource({ "INCLUDE", "INLINE" })
	void shellcheckHasNothingToSay(ConfigStyle style) throws IOException {
		Assumptions.assumeTrue(Computer.has("shellcheck"), "shellcheck is not installed");
		Computer computer = new Computer(this.directory);
		Path script = Files.writeString(this.directory.resolve("postern-ssh.sh"), scriptWithKeys(style, TestKeys.ONE));

		Computer.Result said = computer.run("/bin/sh", "exec shellcheck --shell=sh '%s'".formatted(script));

		assertThat(said.output()).isEmpty();
		assertThat(said.exit()).isZero();
	}

	private String script(ConfigStyle style, String server) {
		return this.scripts.file(installer(style, config(style, server)));
	}

	private String scriptWithKeys(ConfigStyle style, String key) {
		SshConfig config = pinned(style, key);
		return this.scripts.file(new Installer(ClientSystem.LINUX, style, TestConfigs.PORTAL, API, KEYS_API,
				TestConfigs.text(config), TestConfigs.knownHosts(config)));
	}

	private static SshConfig pinned(ConfigStyle style, String key) {
		return TestConfigs.config(ClientSystem.LINUX, style, TestConfigs.PORTAL, TestConfigs
			.pinned(TestConfigs.host("db1", "db1", "ssh-db1.example.jp", "deploy", ""), TestKeys.pinned(1, key)));
	}

	private static Installer installer(ConfigStyle style, @Nullable String config) {
		return new Installer(ClientSystem.LINUX, style, TestConfigs.PORTAL, API, KEYS_API, config, null);
	}

	private static String config(ConfigStyle style, String server) {
		return TestConfigs.text(TestConfigs.config(ClientSystem.LINUX, style, TestConfigs.PORTAL,
				TestConfigs.host(server, server, "ssh-%s.example.jp".formatted(server), "deploy", "")));
	}

	/** All that is not between the marks. */
	private static String others(String config) {
		int begin = config.indexOf(MARKS.begin() + "\n");
		if (begin < 0) {
			return config;
		}
		String end = MARKS.end() + "\n";
		return config.substring(0, begin) + config.substring(config.indexOf(end) + end.length());
	}

	private static String withoutMark(String config) {
		return config.startsWith("\u00ef\u00bb\u00bf") ? config.substring(3) : config;
	}

}
