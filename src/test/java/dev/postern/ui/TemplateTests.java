package dev.postern.ui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Templates hold no text of their own, and nothing that a browser is told to refuse. */
class TemplateTests {

	private static final MessageUsage TEXTS = MessageUsage.ofSources();

	private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

	private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][\\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>");

	private static final Set<String> VOID = Set.of("meta", "link", "img", "input", "br", "hr", "use", "path");

	private static final Pattern FILLED = Pattern.compile("\\bth:(?:u?text|replace|insert)=");

	private static final Pattern SPOKEN_ATTRIBUTE = Pattern
		.compile("\\s(?:placeholder|title|alt|aria-label|label)=\"[^\"]*\\p{L}[^\"]*\"");

	private static final Pattern REFUSED = Pattern
		.compile("\\s(?:style|on[a-z]+|th:style|th:on[a-z]+|th:utext|hx-on[^=]*|hx-vals)=|javascript:");

	private static final Pattern ROUND_THE_FRAGMENT = Pattern.compile(
			"th:(?:if|unless)=.*th:(?:replace|insert)=|" + "th:(?:replace|insert)=.*th:(?:if|unless)=", Pattern.DOTALL);

	private static final Pattern NAMED_TOO_LATE = Pattern.compile("th:with=\"(\\w+)=");

	/** The layout's own parameters hide what a page's model calls the same. */
	private static final Pattern HIDDEN = Pattern.compile("\\$\\{[^}]*(?<![.\\w'])(?:title|content|active)\\b[^}]*}");

	@Test
	void pagesReadNothingThatTheLayoutHides() {
		Map<String, String> pages = new HashMap<>(TEXTS.templates);
		pages.keySet().removeIf((name) -> name.endsWith("layout.html"));
		assertThat(pages).hasSize(TEXTS.templates.size() - 1)
			.allSatisfy((name, template) -> assertThat(MessageUsage.found(HIDDEN, template)).as(name).isEmpty());
	}

	@Test
	void templatesHoldNoTextOfTheirOwn() {
		assertThat(TEXTS.templates).allSatisfy((name, template) -> assertThat(ownTexts(template)).as(name).isEmpty());
	}

	@Test
	void templatesHoldNothingThatTheBrowserIsToldToRefuse() {
		assertThat(TEXTS.templates).allSatisfy((name, template) -> assertThat(refused(template)).as(name).isEmpty());
	}

	@Test
	void conditionsCanBeReachedWhereTheyStand() {
		assertThat(TEXTS.templates)
			.allSatisfy((name, template) -> assertThat(unreachable(template)).as(name).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "<p>Hello</p>", "<p th:if=\"${x}\">Hello</p>", "<p th:text=\"#{a}\">x</p>Hello",
			"<img alt=\"A gate\">", "<input placeholder=\"Search\">",
			"<div><span th:text=\"#{a}\">x</span> more</div>" })
	void textInATemplateIsFound(String template) {
		assertThat(ownTexts(template)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<p style=\"color:red\">", "<a onclick=\"go()\">", "<script>go()</script>",
			"<a href=\"javascript:go()\">", "<p th:utext=\"${x}\">", "<button hx-on:click=\"go()\">" })
	void whatABrowserWouldRefuseIsFound(String template) {
		assertThat(refused(template)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<p th:if=\"${x}\" th:replace=\"~{a :: b}\">",
			"<p th:insert=\"~{a :: b}\" th:unless=\"${x}\">", "<p th:with=\"x=${y}\" th:if=\"${x != null}\">" })
	void conditionThatIsNeverAskedIsFound(String template) {
		assertThat(unreachable(template)).isNotEmpty();
	}

	private static List<String> ownTexts(String template) {
		String html = COMMENT.matcher(template).replaceAll("");
		List<String> texts = new ArrayList<>();
		Deque<Boolean> filled = new ArrayDeque<>();
		Matcher tag = TAG.matcher(html);
		int end = 0;
		while (tag.find()) {
			note(html.substring(end, tag.start()), filled, texts);
			end = tag.end();
			if (!tag.group(1).isEmpty()) {
				filled.poll();
				continue;
			}
			boolean inFilled = Boolean.TRUE.equals(filled.peek());
			if (!inFilled) {
				texts.addAll(MessageUsage.found(SPOKEN_ATTRIBUTE, tag.group(3)));
			}
			if (!VOID.contains(tag.group(2)) && !tag.group(3).endsWith("/")) {
				filled.push(inFilled || FILLED.matcher(tag.group(3)).find());
			}
		}
		note(html.substring(end), filled, texts);
		return texts;
	}

	private static void note(String text, Deque<Boolean> filled, List<String> texts) {
		String visible = text.replaceAll("\\[\\[.*?]]", "")
			.replaceAll("&\\w+;", "")
			.replace("<!DOCTYPE html>", "")
			.strip();
		boolean brand = visible.equals("Postern");
		if (!brand && visible.matches("(?s).*\\p{L}.*") && !Boolean.TRUE.equals(filled.peek())) {
			texts.add(visible);
		}
	}

	private static List<String> refused(String template) {
		List<String> found = new ArrayList<>(MessageUsage.found(REFUSED, template));
		TAG.matcher(template)
			.results()
			.filter((tag) -> tag.group(2).equals("style")
					|| (tag.group(2).equals("script") && tag.group(1).isEmpty() && !tag.group(3).contains("src=")))
			.forEach((tag) -> found.add(tag.group()));
		return found;
	}

	/**
	 * Thymeleaf inserts fragments before it asks conditions, and asks conditions before
	 * it names values.
	 */
	private static List<String> unreachable(String template) {
		return TAG.matcher(template)
			.results()
			.map((tag) -> tag.group(3))
			.filter((attributes) -> ROUND_THE_FRAGMENT.matcher(attributes).find() || namedTooLate(attributes))
			.toList();
	}

	private static boolean namedTooLate(String attributes) {
		return NAMED_TOO_LATE.matcher(attributes)
			.results()
			.anyMatch((name) -> attributes
				.matches("(?s).*th:(?:if|unless)=\"[^\"]*(?<![.\\w])" + name.group(1) + "\\b.*"));
	}

}
