package dev.postern.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.connect.certificates.Principals;
import dev.postern.connect.certificates.ServerSteps;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.HostKey;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the script for servers does to the files of a real sshd. */
@RequiresOpenSsh({ "sshd", "ssh-keygen" })
class CertificateScriptTests {

	private static final String[] PROGRAMS = { "cat", "chmod", "mv", "cp", "rm", "sed", "grep", "mkdir", "rmdir",
			"mktemp", "head", "tail", "cmp", "id", "tr" };

	private static final String MATCH = "\nMatch User bob\n\tX11Forwarding no";

	private static final String BEGIN = "# >>> postern certificates >>>\n";

	private static final String FINISH = "# <<< postern certificates <<<\n";

	private static final HostKey KEY = HostKey.ofPublicKey(TestKeys.ECDSA);

	@TempDir
	private Path directory;

	private final Path ssh;

	CertificateScriptTests(@TempDir Path directory) {
		this.ssh = directory.resolve("ssh");
	}

	@BeforeEach
	void hostKey() throws IOException {
		Files.createDirectories(this.ssh);
		assertThat(Ssh
			.run(Map.of(),
					List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f",
							this.ssh.resolve("host_key").toString()))
			.exit()).isZero();
	}

	private static Stream<Object[]> cases() {
		return Stream.of("dash", "bash")
			.filter((shell) -> RequiresOpenSsh.Installed.find(shell).isPresent())
			.flatMap((shell) -> Stream.of(Kind.values()).map((kind) -> new Object[] { shell, kind }));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void whateverIsNotOursStaysByteForByteHoweverOftenItRuns(String shell, Kind kind) {
		has(kind, MATCH);
		Map<String, String> before = files();

		assertThat(run(shell, script("alice"), "install").exit()).isZero();
		Map<String, String> once = files();
		assertThat(run(shell, script("alice")).exit()).isZero();
		assertThat(files()).isEqualTo(once);
		assertThat(once.get("postern/people/deploy")).isEqualTo("alice\n");
		assertThat(setting("trustedusercakeys")).isEqualTo(this.ssh.resolve("postern/authority.pub").toString());
		assertThat(setting("authorizedprincipalsfile"))
			.isEqualTo(this.ssh.resolve("postern/people").toString() + "/%u");
		if (kind == Kind.INCLUDES) {
			assertThat(once.get("sshd_config")).isEqualTo(before.get("sshd_config"));
		}
		else {
			assertThat(once.get("sshd_config")).endsWith("\n" + before.get("sshd_config"));
			assertThat(once.get("sshd_config.before-postern")).isEqualTo(before.get("sshd_config"));
		}

		assertThat(run(shell, script("bob", "o'brien"), "install").exit()).isZero();
		assertThat(files().get("postern/people/deploy")).isEqualTo("bob\no'brien\n");
		assertThat(run(shell, script(), "install").exit()).isZero();
		assertThat(files().get("postern/people/deploy")).isBlank();

		assertThat(run(shell, script(), "undo").exit()).isZero();
		assertThat(files()).isEqualTo(before);
		assertThat(run(shell, script(), "undo").exit()).isZero();
		assertThat(files()).isEqualTo(before);
	}

	@Test
	void whenTheLoginUserIsAnotherOneNobodyIsListedForTheFormerOne() {
		has(Kind.INCLUDES, "");
		run("dash", script("alice"), "install");

		run("dash", new ServerSteps(new ServerId(new UUID(0, 1)), "CORP\\ops", KEY, Principals.read("bob")).script(),
				"install");

		assertThat(files()).doesNotContainKey("postern/people/deploy")
			.containsEntry("postern/people/CORP\\ops", "bob\n");
	}

	/** As when the machine goes down at any moment. */
	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "INCLUDES", "READS_ONE_FILE" })
	void whereverItIsCutOffSshdTakesWhatThereIsAndTheNextRunMendsIt(Kind kind) {
		has(kind, MATCH);
		Map<String, String> before = files();
		int cuts = 0;
		while (isCut(cuts + 1, script("alice"), "install")) {
			cuts++;
			assertTaken(before, "installing, command " + cuts);
			if (cuts % 2 == 0) {
				assertThat(run("dash", script("alice"), "install").exit()).as("command %d", cuts).isZero();
				assertThat(files().get("postern/people/deploy")).isEqualTo("alice\n");
			}
			assertThat(run("dash", script("alice"), "undo").exit()).isZero();
			assertThat(files()).as("command %d", cuts).isEqualTo(before);
		}
		assertThat(cuts).isGreaterThan(10);
		int undone = 0;
		while (isCut(undone + 1, script("alice"), "undo")) {
			undone++;
			assertTaken(before, "undoing, command " + undone);
			assertThat(run("dash", script("alice"), "undo").exit()).as("command %d", undone).isZero();
			assertThat(files()).as("undone, command %d", undone).isEqualTo(before);
			assertThat(run("dash", script("alice"), "install").exit()).isZero();
		}
		assertThat(undone).isGreaterThan(5);
	}

	@ParameterizedTest
	@CsvSource({ "TERM,143", "INT,130", "HUP,129" })
	void whoStopsItHasWhatThereWas(String signal, int exit) {
		has(Kind.READS_ONE_FILE, MATCH);
		run("dash", script("alice"), "install");
		Map<String, String> before = files();

		Ssh.Result stopped = run(Map.of("POSTERN_RELOAD", "kill -%s $PPID; sleep 1".formatted(signal)), "dash",
				script("bob"), "install");

		assertThat(stopped.exit()).isEqualTo(exit);
		assertThat(files()).isEqualTo(before);
	}

	@Test
	void whatSshdDoesNotTakeOrReadIsTakenBack() {
		has(Kind.INCLUDES, MATCH);
		Map<String, String> before = files();

		Ssh.Result notRead = run(Map.of("POSTERN_RELOAD", "false"), "dash", script("alice"), "install");

		assertThat(notRead.exit()).isEqualTo(1);
		assertThat(notRead.errors()).contains("could not be reloaded");
		assertThat(files()).isEqualTo(before);

		has(Kind.READS_ONE_FILE, "\nMatch User root\n\tAuthorizedPrincipalsFile none\n");
		before = files();
		Ssh.Result overruled = run("dash", script("alice"), "install");
		assertThat(overruled.exit()).isEqualTo(1);
		assertThat(overruled.errors()).contains("stand below a Match");
		assertThat(files()).isEqualTo(before);
	}

	/** As when the disk is full from the moment on at which sshd should be reloaded. */
	@Test
	void whatCannotBePutBackIsToldAndNothingIsCutOff() throws IOException {
		has(Kind.READS_ONE_FILE, MATCH);
		String before = files().get("sshd_config");
		Path full = this.directory.resolve("full");
		for (String program : List.of("cat", "tail", "sed")) {
			standsIn(program, full, "'%s' \"$@\" | head -c 20; exit 1");
		}
		standsIn("cp", full, "'%s' \"$@\"; for last; do :; done; [ ! -f \"$last\" ] || printf cut >\"$last\"; exit 1");

		Ssh.Result failed = run(failingFrom(full), "dash", script("alice"), "install");

		assertThat(failed.exit()).isEqualTo(1);
		assertThat(files().get("sshd_config")).endsWith("\n" + before);
		Path main = this.ssh.resolve("sshd_config");
		assertThat(failed.errors()).containsPattern("could not be put back: \\Q%s\\E\\. ".formatted(main));
		Matcher kept = Pattern.compile("lies in (\\S+)").matcher(failed.errors());
		assertThat(kept.find()).isTrue();
		assertThat(Path.of(kept.group(1), "main")).hasContent(before);
		assertThat(run("dash", script("alice"), "undo").exit()).isZero();
		assertThat(main).hasContent(before);
	}

	@Test
	void whoStopsItWhilePuttingBackStillHasWhatThereWas() throws IOException {
		has(Kind.READS_ONE_FILE, MATCH);
		Map<String, String> before = files();
		Path puttingBack = this.directory.resolve("putting-back");
		standsIn("rm", puttingBack, "kill -TERM $PPID; exec '%s' \"$@\"");

		assertThat(run(failingFrom(puttingBack), "dash", script("alice"), "install").exit()).isEqualTo(1);

		assertThat(files()).isEqualTo(before);
	}

	@Test
	void whenUndoingFailsTheCopyOfWhatWasThereBeforeStays() {
		has(Kind.READS_ONE_FILE, MATCH);
		run("dash", script("alice"), "install");
		Map<String, String> before = files();

		assertThat(run(Map.of("POSTERN_RELOAD", "false"), "dash", script("alice"), "undo").exit()).isEqualTo(1);

		assertThat(files()).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { BEGIN + "UseDNS no\n", FINISH + "UseDNS no\n", FINISH + BEGIN + "UseDNS no\n",
			BEGIN + FINISH + BEGIN + FINISH, BEGIN + BEGIN + FINISH, BEGIN + "# <<< postern certificates <<< \n" })
	void marksThatAreNoPairAreLeftToPeople(String marks) {
		has(Kind.READS_ONE_FILE, "\n" + marks + "PermitRootLogin no\n");
		Map<String, String> before = files();
		for (String word : List.of("install", "undo")) {
			Ssh.Result refused = run("dash", script("alice"), word);
			assertThat(refused.exit()).isEqualTo(1);
			assertThat(refused.errors()).contains("not there once each", "Nothing was changed");
			assertThat(files()).isEqualTo(before);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Match User git\n\tAuthorizedPrincipalsFile none",
			"match group git\nX11Forwarding no\n\n authorizedprincipalscommand=/bin/true\nAuthorizedPrincipalsCommandUser nobody",
			"MATCH Address 203.0.113.0/24\n  \"TRUSTEDUSERCAKEYS\" none", "Match all\nTrustedUserCAKeys none" })
	void linesOnCertificatesBelowAMatchAreRefusedAndNamed(String lines) throws IOException {
		has(Kind.READS_ONE_FILE, "\n" + lines + "\n");
		assertRefused("stand below a Match", this.ssh.resolve("sshd_config") + ", line ");

		has(Kind.INCLUDES, "\nInclude more/*.conf %s/*.more\n".formatted(this.ssh));
		Path included = Files.writeString(this.ssh.resolve("sshd_config.d/10-own.conf"), lines + "\n");
		assertRefused("stand below a Match", included + ", line ");

		Files.delete(included);
		included = Files.writeString(this.ssh.resolve("own.more"), lines + "\n");
		assertRefused("stand below a Match", included + ", line ");
	}

	@Test
	void fileIncludedBelowAMatchIsBelowItAndWhatFollowsTheIncludeOfAMatchIsNot() throws IOException {
		has(Kind.READS_ONE_FILE, "\nMatch User bob\nInclude %s/own.more\n".formatted(this.ssh));
		Path included = Files.writeString(this.ssh.resolve("own.more"), "AuthorizedPrincipalsFile none\n");
		assertRefused("stand below a Match", included + ", line 1: AuthorizedPrincipalsFile none");

		has(Kind.READS_ONE_FILE, "\nInclude %s/own.more\nAuthorizedPrincipalsFile none\n".formatted(this.ssh));
		Files.writeString(included, "Match User bob\nX11Forwarding no\n");
		assertThat(run("dash", script("alice"), "install").exit()).isZero();
	}

	/** Where the script finds no such line, sshd itself is asked for everybody. */
	@ParameterizedTest
	@CsvSource({ "User git,AuthorizedPrincipalsFile none,authorizedprincipalsfile for git from 127.0.0.1",
			"User root,AuthorizedPrincipalsFile none,authorizedprincipalsfile for root from 127.0.0.1",
			"Address 172.16.0.0/12,TrustedUserCAKeys none,trustedusercakeys for deploy from 172.17.0.2" })
	void whoeverIsNotUnderOurSettingsIsNamed(String match, String line, String named) throws IOException {
		has(Kind.READS_ONE_FILE, "\nInclude \"%s/more conf/*\"\n".formatted(this.ssh));
		Files.writeString(Files.createDirectories(this.ssh.resolve("more conf")).resolve("own.conf"),
				"Match %s\n\t%s\n".formatted(match, line));
		Path bin = Files.createDirectories(this.directory.resolve("bin"));
		executable(bin.resolve("getent"), """
				#!/bin/sh
				echo 'daemon:x:1:1::/:/usr/sbin/nologin'
				echo 'git:x:998:998:Git, of all:/srv/git:/usr/bin/git-shell'
				""");

		assertRefused("decides on " + named);
	}

	private void assertRefused(String... why) {
		Map<String, String> before = files();
		Ssh.Result refused = run(Map.of("PATH", path()), "dash", script("alice"), "install");
		assertThat(refused.exit()).isEqualTo(1);
		assertThat(refused.errors()).contains(why);
		assertThat(files()).isEqualTo(before);
	}

	private Map<String, String> failingFrom(Path moment) {
		return Map.of("PATH", path(), "POSTERN_RELOAD", ": >'%s'; false".formatted(moment));
	}

	private String path() {
		return this.directory.resolve("bin") + ":" + System.getenv("PATH");
	}

	/** Has a program do something else from the moment on at which a file is there. */
	private void standsIn(String program, Path moment, String instead) throws IOException {
		Path real = RequiresOpenSsh.Installed.find(program).orElseThrow();
		Path bin = Files.createDirectories(this.directory.resolve("bin"));
		executable(bin.resolve(program), """
				#!/bin/sh
				[ -e '%s' ] || exec '%s' "$@"
				%s
				""".formatted(moment, real, instead.formatted(real)));
	}

	private static void executable(Path file, String text) throws IOException {
		Files.setPosixFilePermissions(Files.writeString(file, text), PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	@Test
	void whatSomebodyElseSetUpIsNotReplaced() throws IOException {
		has(Kind.READS_ONE_FILE, "\nNonsense yes\n");
		Map<String, String> before = files();
		assertThat(run("dash", script("alice"), "install").errors())
			.contains("does not take its configuration as it is");
		assertThat(files()).isEqualTo(before);

		Path own = Files.writeString(this.directory.resolve("own_ca.pub"), TestKeys.ONE);
		has(Kind.READS_ONE_FILE, "\nTrustedUserCAKeys %s\n".formatted(own));
		before = files();
		Ssh.Result refused = run("dash", script("alice"), "install");
		assertThat(refused.exit()).isEqualTo(1);
		assertThat(refused.errors()).contains("trusts the authorities in " + own, KEY.stored());
		assertThat(files()).isEqualTo(before);

		has(Kind.INCLUDES, "");
		run("dash", script("alice"), "install");
		before = files();
		String another = new ServerSteps(new ServerId(new UUID(0, 2)), "deploy", KEY, Principals.read("eve")).script();
		for (String word : List.of("install", "undo")) {
			assertThat(run("dash", another, word).errors()).contains("is of another server of Postern");
			assertThat(files()).isEqualTo(before);
		}
	}

	@Test
	void fileWithAnotherIncludedOneThatDecidesFirstIsWrittenAboveIt() throws IOException {
		has(Kind.INCLUDES, "");
		Files.writeString(this.ssh.resolve("sshd_config.d/00-a.conf"), "AuthorizedPrincipalsFile /etc/principals/%u\n");
		Map<String, String> before = files();

		assertThat(run("dash", script("alice"), "install").exit()).isZero();

		assertThat(setting("authorizedprincipalsfile")).endsWith("/postern/people/%u");
		assertThat(run("dash", script("alice"), "undo").exit()).isZero();
		assertThat(files()).isEqualTo(before);
	}

	@Test
	void linkStaysALink() throws IOException {
		has(Kind.READS_ONE_FILE, "");
		Path main = this.ssh.resolve("sshd_config");
		Path real = Files.move(main, this.directory.resolve("real config"));
		Files.createSymbolicLink(main, real);
		String before = Files.readString(real);

		assertThat(run("dash", script("alice"), "install").exit()).isZero();
		assertThat(main).isSymbolicLink();
		assertThat(Files.readString(real)).startsWith("# >>> postern").endsWith(before);
		assertThat(run("dash", script("alice"), "undo").exit()).isZero();
		assertThat(Files.readString(real)).isEqualTo(before);
		assertThat(this.directory.resolve("real config.before-postern")).doesNotExist();
	}

	@Test
	void shellcheckFindsNothing() throws IOException {
		assumeTrue(RequiresOpenSsh.Installed.find("shellcheck").isPresent());
		Path file = Files.writeString(this.directory.resolve("checked.sh"),
				script("alice", "o'brien", "$home", "`id`"));

		assertThat(Ssh.run(Map.of(), List.of("shellcheck", "-s", "sh", file.toString())))
			.isEqualTo(new Ssh.Result(0, "", ""));
	}

	@Test
	void namesMeanNothingToAShell() {
		has(Kind.INCLUDES, "");
		assertThat(run("dash", script("`touch`", "$canary", "a|b", "a&b", "o'brien"), "install").exit()).isZero();

		assertThat(files().get("postern/people/deploy")).isEqualTo("$canary\n`touch`\na&b\na|b\no'brien\n");
	}

	private static String script(String... people) {
		return new ServerSteps(new ServerId(new UUID(0, 1)), "deploy", KEY, Principals.read(String.join(" ", people)))
			.script();
	}

	/** Makes what a server has before. */
	private void has(Kind kind, String more) {
		try {
			Path include = this.ssh.resolve("sshd_config.d");
			String usual = "# The one of this server\nHostKey %s\nUsePAM no%s".formatted(this.ssh.resolve("host_key"),
					more);
			if (kind != Kind.READS_ONE_FILE) {
				Files.createDirectories(include);
			}
			Files.writeString(this.ssh.resolve("sshd_config"),
					(kind == Kind.INCLUDES) ? "Include %s/*.conf\n%s".formatted(include, usual) : usual);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Ssh.Result run(String shell, String script, String... words) {
		return run(Map.of(), shell, script, words);
	}

	private Ssh.Result run(Map<String, String> more, String shell, String script, String... words) {
		try {
			Path file = Files.writeString(this.directory.resolve("script.sh"), script);
			Map<String, String> environment = new HashMap<>(Map.of("POSTERN_SSH_DIR", this.ssh.toString(),
					"POSTERN_SSHD", RequiresOpenSsh.Installed.find("sshd").orElseThrow().toString(), "POSTERN_RELOAD",
					"true", "TMPDIR", Files.createDirectories(this.directory.resolve("tmp")).toString()));
			environment.putAll(more);
			return Ssh.run(environment, Stream.concat(Stream.of(shell, file.toString()), Stream.of(words)).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Runs it so that a certain command kills it; whether it came that far. */
	private boolean isCut(int command, String script, String word) {
		try {
			Path count = Files.writeString(this.directory.resolve("count"), "");
			Path bin = this.directory.resolve("bin");
			Files.createDirectories(bin);
			for (String program : PROGRAMS) {
				Path real = RequiresOpenSsh.Installed.find(program).orElseThrow();
				executable(bin.resolve(program), """
						#!/bin/sh
						echo >>'%1$s'
						if [ "$(/usr/bin/wc -l <'%1$s')" -eq %2$d ]; then kill -KILL "$POSTERN_SCRIPT" $PPID; fi
						exec '%3$s' "$@"
						""".formatted(count, command, real));
			}
			String marked = script.replaceFirst("\n", "\nPOSTERN_SCRIPT=\\$\\$; export POSTERN_SCRIPT\n");
			Ssh.Result result = run(Map.of("PATH", path()), "dash", marked, word);
			return Files.readString(count).length() >= command && result.exit() != 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What others wrote is there, and sshd takes what there is. */
	private void assertTaken(Map<String, String> before, String when) {
		assertThat(sshd("-t")).as(when).isEqualTo(new Ssh.Result(0, "", ""));
		assertThat(files().get("sshd_config")).as(when).endsWith(before.get("sshd_config"));
	}

	private String setting(String keyword) {
		return sshd("-T", "-C", "user=deploy,host=localhost,addr=127.0.0.1").option(keyword);
	}

	private Ssh.Result sshd(String... arguments) {
		return Ssh.run(Map.of(),
				Stream.concat(Stream.of(RequiresOpenSsh.Installed.find("sshd").orElseThrow().toString(), "-f",
						this.ssh.resolve("sshd_config").toString()), Stream.of(arguments))
					.toList());
	}

	/** All files below, by path, byte for byte. */
	private Map<String, String> files() {
		Map<String, String> files = new TreeMap<>();
		try (Stream<Path> all = Files.walk(this.ssh)) {
			for (Path file : all.filter(Files::isRegularFile).toList()) {
				files.put(this.ssh.relativize(file).toString(),
						new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
			}
			return files;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** How a server has its configuration. */
	enum Kind {

		INCLUDES, HAS_A_FOLDER_THAT_IT_DOES_NOT_READ, READS_ONE_FILE

	}

}
