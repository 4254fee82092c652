package dev.postern.ui.input;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;

/** Checks the name and the text of a parameter, whatever its meaning. */
final class ParameterChecks {

	private static final Pattern INDEX = Pattern.compile("\\[([^]]*)]?");

	private static final char REPLACEMENT = '\uFFFD';

	private ParameterChecks() {
	}

	static Stream<FieldProblem> problems(String name, String[] values) {
		if (containsNul(name)) {
			return Stream.of(FieldProblem.of(withVisibleNul(name), withVisibleNul(name), "ui.value.not-text"));
		}
		if (INDEX.matcher(name).results().anyMatch((index) -> !isIndex(index.group(1)))) {
			return Stream.of(FieldProblem.of(name, name, "ui.field.index", FormBinding.MAX_ROWS));
		}
		return Arrays.stream(values)
			.filter(ParameterChecks::containsNul)
			.map((value) -> FieldProblem.of(name, withVisibleNul(value), "ui.value.not-text"));
	}

	/** The problem of a part of a query that is not UTF-8. */
	static Stream<FieldProblem> undecodable(String pair) {
		String[] parts = pair.split("=", 2);
		String value = decoded(parts[parts.length - 1]);
		return (decoded(pair).indexOf(REPLACEMENT) >= 0)
				? Stream.of(FieldProblem.of(decoded(parts[0]), value, "ui.value.not-text")) : Stream.empty();
	}

	/** The text with a visible sign in place of each NUL. */
	static String withVisibleNul(String text) {
		return text.replace('\0', REPLACEMENT);
	}

	static boolean containsNul(String text) {
		return text.indexOf('\0') >= 0;
	}

	private static boolean isIndex(String text) {
		Matcher number = Pattern.compile("\\d{1,4}").matcher(text);
		return number.matches() && Integer.parseInt(text) < FormBinding.MAX_ROWS;
	}

	private static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return String.valueOf(REPLACEMENT);
		}
	}

}
