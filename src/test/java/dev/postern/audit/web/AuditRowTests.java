package dev.postern.audit.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.audit.AuditEvent;
import dev.postern.identity.web.SignInRefused;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Recorded.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.postern.cloudflare.CloudflareTestConfiguration.NOW;
import static org.assertj.core.api.Assertions.assertThat;

class AuditRowTests {

	private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages");

	/** What code calls an action where it tells the audit of one. */
	private static final Pattern NAMED = Pattern
		.compile("\"((?:server|tunnel|group|person|session|token|sign-in|ssh-config|account|history)\\.[a-z_-]+)\"");

	private static final Pattern TELLS = Pattern.compile("new Recorded\\(|audit\\.record\\(|traces\\.record\\(|"
			+ "refusals\\.note\\(|record\\(|published\\(|changed\\(|end\\(");

	static Stream<String> reasons() {
		return Stream.concat(Stream.of(SignInRefused.Reason.values()).map(SignInRefused.Reason::code),
				Stream.of("failed", "not-valid", "malformed", "silent", "outdated", "none"));
	}

	@ParameterizedTest
	@MethodSource("reasons")
	void eachReasonOfARefusalHasAText(String reason) {
		assertThat(TEXTS.containsKey("audit.reason." + reason)).isTrue();
	}

	@Test
	void eachActionHasASentenceAndAChoice() {
		assertThat(AuditActions.known()).doesNotHaveDuplicates()
			.allSatisfy((action) -> assertThat(
					TEXTS.containsKey("audit.action." + action) && TEXTS.containsKey("audit.choice." + action))
				.as(action)
				.isTrue());
	}

	/** Its page says what was done to a server that was removed. */
	@Test
	void eachActionOnAServerIsADeedOfARemovedOne() {
		assertThat(AuditActions.known()).filteredOn((action) -> action.startsWith("server."))
			.hasSizeGreaterThan(10)
			.allSatisfy((action) -> assertThat(
					TEXTS.containsKey("servers.removed.deed." + action.substring("server.".length())))
				.as(action)
				.isTrue());
	}

	@Test
	void eachActionOfTheCodeIsKnown() throws IOException {
		try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
			List<String> named = sources.filter((path) -> path.toString().endsWith(".java"))
				.flatMap(AuditRowTests::told)
				.distinct()
				.toList();
			assertThat(named).hasSizeGreaterThan(30).isSubsetOf(AuditActions.known());
		}
	}

	private static Stream<String> told(Path source) {
		try {
			String code = Files.readString(source);
			if (!code.contains("Recorded") && !code.contains("audit.record") && !code.contains("traces.record")
					&& !code.contains("published(")) {
				return Stream.empty();
			}
			return code.lines()
				.filter((line) -> !line.contains("InvalidInput") && (TELLS.matcher(line).find() || line.contains("\"")))
				.flatMap((line) -> NAMED.matcher(line).results().map((MatchResult found) -> found.group(1)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(source.toString(), ex);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					allow a                  | allow a allow b          | audit.action.let-in         | b@example.com | ''
					allow a allow b          | allow a                  | audit.action.took-out       | ''            | b@example.com
					allow a                  | allow b                  | audit.action.swapped        | b@example.com | a@example.com
					allow a                  | allow a deny b           | audit.action.server.edited  | ''            | ''
					deny b allow a           | deny b allow a allow b   | audit.action.server.edited  | ''            | ''
					allow a                  | allow b everyone         | audit.action.server.edited  | ''            | ''
					-                        | allow a                  | audit.action.server.edited  | ''            | ''
					allow a                  | -                        | audit.action.server.edited  | ''            | ''
					allow a                  | allow a allow b allow c allow d allow e | audit.action.let-in | b@example.com, c@example.com, d@example.com … | ''
					""")
	void editSaysWhoWasLetInByName(@Nullable String before, @Nullable String after, String words, String letIn,
			String tookOut) {
		AuditRow row = new AuditRow(
				new AuditEvent(1, NOW, Actor.person(EmailAddress.of("ada@example.com")), "server.edited",
						new Subject("server", "id", "db1"), server(before), server(after), null, null, null, "00"));

		assertThat(row.words()).isEqualTo(words);
		assertThat(row.letIn()).isEqualTo(letIn);
		assertThat(row.tookOut()).isEqualTo(tookOut);
	}

	/** Whatever an entry keeps of what others sent, the list can be read (I10). */
	@ParameterizedTest
	@ValueSource(strings = { "{\"count\":\"abc\",\"reason\":7}", "{\"count\":[],\"reason\":{}}", "[]", "7", "null" })
	void entryWithNonsenseInItIsRead(String after) {
		for (String action : List.of("export.downloaded", "token.refused", "server.edited")) {
			AuditRow row = new AuditRow(new AuditEvent(1, NOW, Actor.person(EmailAddress.of("ada@example.com")), action,
					new Subject("export", "id", "x"), JsonMapper.shared().readTree(after),
					JsonMapper.shared().readTree(after), null, null, null, "00"));

			assertThat(row.count()).isOne();
			assertThat(TEXTS.containsKey(row.reason()) || row.reason().equals("audit.reason.7")).isTrue();
			assertThat(row.words()).isEqualTo("audit.action." + action);
		}
	}

	private static @Nullable JsonNode server(@Nullable String policies) {
		if (policies == null) {
			return null;
		}
		String all = Pattern.compile("(allow|deny) (\\w)\\b")
			.matcher(policies)
			.replaceAll("""
					{"name": "$2", "decision": "$1", "include": [{"email": {"email": "$2@example.com"}}]},""")
			.replace("everyone", "{\"name\": \"E\", \"decision\": \"allow\", \"include\": [{\"everyone\": {}}]}")
			.replaceFirst(",\\s*$", "");
		return JsonMapper.shared().readTree("{\"policies\": [" + all + "]}");
	}

}
