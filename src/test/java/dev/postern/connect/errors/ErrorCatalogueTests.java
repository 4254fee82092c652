package dev.postern.connect.errors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.tunnels.cloudflared.CloudflaredVersion;
import dev.postern.waiting.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Each output that is known is told from all others, however it was pasted. */
class ErrorCatalogueTests {

	private static final String CHATTER = """
			OpenSSH_10.0p2 Debian-7, OpenSSL 3.5.1 1 Jul 2025
			debug1: Reading configuration data /home/me/.ssh/config
			debug1: Executing proxy command: exec cloudflared access ssh --hostname ssh-db1.example.jp
			debug1: Local version string SSH-2.0-OpenSSH_10.0p2 Debian-7
			""";

	/** How a text gets from a terminal into the box. */
	private static final List<UnaryOperator<String>> WAYS = List.of((text) -> text, (text) -> CHATTER + text + "\n$ \n",
			(text) -> text.replace("\n", "\r\n"), (text) -> text.replace("\n", "\r"),
			(text) -> "\u001b[1;31m" + text.replace(" ", "\u001b[0m \u001b[31m") + "\u001b[0m",
			(text) -> "\u001b]0;me@laptop\u0007" + text,
			(text) -> prefixed(text, "cloudflared-1  | 2026-11-30T06:12:41.123Z "),
			(text) -> prefixed(text, "Nov 30 06:12:41 office cloudflared[412]: "), (text) -> prefixed(text, "> "),
			(text) -> text.toUpperCase(Locale.ROOT), (text) -> text.replace(" ", "\u00a0"),
			(text) -> text.replace("'", "\u2019").replace("\"", "\u201d"),
			(text) -> "x".repeat(ErrorText.LONGEST) + "\n" + text);

	@ParameterizedTest
	@MethodSource("said")
	void tellsAnErrorFromAllOthersHoweverItWasPasted(Said said) {
		for (int way = 0; way < WAYS.size(); way++) {
			String pasted = WAYS.get(way).apply(said.text());
			assertThat(ErrorCatalogue.find(ErrorText.of(pasted)).map(KnownError::code))
				.as("way %d of %s: %s", way, said.code(), pasted.substring(Math.max(0, pasted.length() - 2000)))
				.contains(said.code());
		}
	}

	@ParameterizedTest
	@MethodSource("notSaid")
	void takesNothingElseForAnError(String text) {
		assertThat(ErrorCatalogue.find(ErrorText.of(CHATTER + text)).map(KnownError::code)).isEmpty();
	}

	@Test
	void eachErrorIsShownByARealText() {
		Set<String> shown = said().map(Said::code).collect(Collectors.toSet());

		assertThat(ErrorCatalogue.all().stream().filter((error) -> !error.signs().isEmpty()).map(KnownError::code))
			.doesNotHaveDuplicates()
			.containsExactlyInAnyOrderElementsOf(shown);
	}

	@Test
	void readsALineThatTheTerminalHasBroken() {
		assertThat(find("Connection timed out during banner\nexchange")).isEqualTo("banner");
		assertThat(find("Failed to dial a\r\n    quic connection")).isEqualTo("quic");
	}

	@Test
	void readsTheEndOfWhatIsTooLong() {
		ErrorText text = ErrorText.of("Empty app domain\n" + "x".repeat(ErrorText.LONGEST));

		assertThat(text.isWhole()).isFalse();
		assertThat(ErrorCatalogue.find(text)).isEmpty();
		assertThat(ErrorText.of("x".repeat(ErrorText.LONGEST)).isWhole()).isTrue();
	}

	@Test
	void takesNoTimeForTextsThatAreMadeToTakeSome() {
		List<String> slow = List.of("\u001b[".repeat(ErrorText.LONGEST), "\u001b]".repeat(ErrorText.LONGEST),
				"error ".repeat(ErrorText.LONGEST), "ssh: connect to host ".repeat(ErrorText.LONGEST),
				"cloudflared version ".repeat(ErrorText.LONGEST), "\n".repeat(ErrorText.LONGEST),
				"permission denied (".repeat(ErrorText.LONGEST), "lookup ".repeat(ErrorText.LONGEST) + "\u0000");

		assertTimeoutPreemptively(Patience.LIMIT, () -> slow.forEach((text) -> {
			ErrorText read = ErrorText.of(text);
			ErrorCatalogue.find(read);
			ErrorCatalogue.versionIn(read);
			read.names("db1");
		}));
	}

	@Test
	void saysNothingOfWhatWasPasted() {
		assertThat(ErrorText.of("hunter2\nsecret")).hasToString("2 lines");
	}

	@Test
	void readsWhichReleaseRuns() {
		assertThat(ErrorCatalogue
			.versionIn(ErrorText.of("$ cloudflared --version\ncloudflared version 2025.4.2 (built 2025-04-30)")))
			.contains(new CloudflaredVersion(2025, 4, 2));
		assertThat(CloudflaredVersion.of(" 2026.8.0 ").map(CloudflaredVersion::isOutdated)).contains(false);
		assertThat(CloudflaredVersion.of("2026.7.3").map(CloudflaredVersion::isOutdated)).contains(true);
		assertThat(CloudflaredVersion.of("newest")).isEmpty();
		assertThat(CloudflaredVersion.of("2026.8.0; rm")).isEmpty();
	}

	@Test
	void namesAreNotTakenOutOfLongerOnes() {
		ErrorText text = ErrorText
			.of("ssh: Could not resolve hostname DB1: unknown\nHead \"https://ssh-db2.example.jp\"");

		assertThat(text.names("db1")).isTrue();
		assertThat(text.names("ssh-db2.example.jp")).isTrue();
		assertThat(text.names("db2")).isFalse();
		assertThat(text.names("example.jp")).isFalse();
		assertThat(text.names("ssh-db2")).isFalse();
	}

	private static String find(String text) {
		return ErrorCatalogue.find(ErrorText.of(text)).map(KnownError::code).orElse("");
	}

	private static String prefixed(String text, String prefix) {
		return text.lines().map((line) -> prefix + line).collect(Collectors.joining("\n"));
	}

	static Stream<Said> said() {
		return Arrays.stream(resource("said.txt").split("(?m)^== "))
			.filter((entry) -> !entry.isBlank())
			.map((entry) -> {
				int end = entry.indexOf('\n');
				return new Said(entry.substring(0, end), entry.substring(end + 1).stripTrailing());
			});
	}

	static Stream<String> notSaid() {
		return Arrays.stream(resource("not-said.txt").split("(?m)^==\n"));
	}

	private static String resource(String name) {
		try (InputStream file = ErrorCatalogueTests.class.getResourceAsStream(name)) {
			return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A text, and the code of the error that it tells of. */
	record Said(String code, String text) {
	}

}
