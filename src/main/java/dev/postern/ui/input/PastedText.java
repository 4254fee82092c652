package dev.postern.ui.input;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits text that somebody pasted from a mail, a sheet or a chat into values: at blanks,
 * commas and semicolons of any script.
 */
public final class PastedText {

	/**
	 * Blanks that are seen, and those that are not: zero width, joiners, marks of order.
	 */
	private static final String BLANK = "\\s\\p{Z}\\x{85}\\x{200b}\\x{2060}\\x{feff}";

	private static final Pattern BETWEEN_WORDS = Pattern
		.compile("[%s,;\\x{60c}\\x{61b}\\x{3001}\\x{ff0c}\\x{ff1b}]+".formatted(BLANK));

	private static final Pattern OUTER_BLANKS = Pattern.compile("^[%1$s]+|[%1$s]+$".formatted(BLANK));

	private PastedText() {
	}

	/** Values that hold no blanks, as they stand in the text. */
	public static List<String> words(String text) {
		return BETWEEN_WORDS.splitAsStream(text).filter((word) -> !word.isEmpty()).toList();
	}

	/** Values that stand on lines of their own, as they stand in the text. */
	public static List<String> lines(String text) {
		return text.lines()
			.map((line) -> OUTER_BLANKS.matcher(line).replaceAll(""))
			.filter((line) -> !line.isEmpty())
			.toList();
	}

}
