package dev.postern.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that people read stands in messages.properties, and nothing stands there in
 * vain.
 */
class MessagesTests {

	private static final MessageUsage TEXTS = MessageUsage.ofSources();

	@Test
	void eachKeyOfATemplateHasAText() {
		assertThat(TEXTS.templates).hasSizeGreaterThan(5)
			.allSatisfy((name, template) -> assertThat(TEXTS.messages.keySet()).as(name)
				.containsAll(MessageUsage.keys(template)));
	}

	@Test
	void eachKeyThatATemplatePutsTogetherCanHaveAText() {
		assertThat(TEXTS.templates).allSatisfy((name, template) -> assertThat(MessageUsage.madeKeys(template)).as(name)
			.allMatch((made) -> TEXTS.messages.keySet().stream().anyMatch((key) -> made.matcher(key).matches())));
	}

	@Test
	void eachKeyOfTheCodeHasAText() {
		assertThat(TEXTS.codes).hasSizeGreaterThan(10).allMatch(TEXTS.messages::containsKey);
	}

	@Test
	void eachTextIsUsed() {
		Set<String> named = TEXTS.keysOfTemplates();
		List<Pattern> made = TEXTS.templates.values()
			.stream()
			.flatMap((template) -> MessageUsage.madeKeys(template).stream())
			.toList();

		List<String> unused = TEXTS.messages.keySet()
			.stream()
			.filter((key) -> !key.startsWith("typeMismatch") && !named.contains(key) && !TEXTS.namedInCode(key))
			.filter((key) -> made.stream().noneMatch((pattern) -> pattern.matcher(key).matches()))
			.toList();
		assertThat(unused).isEmpty();
	}

	/**
	 * Where a text takes arguments a straight apostrophe quotes what follows and is not
	 * shown.
	 */
	@Test
	void apostrophesReachTheReader() {
		assertThat(TEXTS.messages)
			.allSatisfy((key, text) -> assertThat(text).as("%s; write \u2019", key).doesNotContain("'"));
	}

	@Test
	void noKeyStandsTwice() throws IOException {
		List<String> keys = Files.readAllLines(Path.of("src/main/resources/messages.properties"))
			.stream()
			.filter((line) -> line.contains("=") && !line.startsWith("#"))
			.map((line) -> line.substring(0, line.indexOf('=')))
			.toList();

		assertThat(keys).doesNotHaveDuplicates();
	}

	@Test
	void noTextShoutsOrBegs() {
		assertThat(TEXTS.messages).allSatisfy((key, text) -> assertThat(text).as(key)
			.isNotBlank()
			.doesNotContain("!")
			.doesNotContainPattern("(?i)\\b(please|oops)\\b"));
	}

}
