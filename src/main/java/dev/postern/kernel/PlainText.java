package dev.postern.kernel;

import java.util.Optional;
import java.util.Set;

/**
 * Tells text that says what people see of it from text with characters that break a line,
 * or that are not seen and turn, join or hide others.
 */
public final class PlainText {

	/**
	 * Fillers of Hangul and the blank of Braille, which are letters and signs by type.
	 */
	private static final Set<Integer> BLANK = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800);

	private PlainText() {
	}

	/** Whether it stands in one line and everything of it is seen. */
	public static boolean isPlain(String text) {
		return !breaks(text) && hidden(text).isEmpty();
	}

	/** Whether it holds a line break or another control character. */
	public static boolean breaks(String text) {
		return text.codePoints().anyMatch((c) -> switch (Character.getType(c)) {
			case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		});
	}

	/**
	 * The first character that is not seen and changes how others look, as the ones that
	 * turn the direction of writing, for example {@code U+202E}.
	 */
	public static Optional<String> hidden(String text) {
		return text.codePoints().filter(PlainText::isHidden).mapToObj("U+%04X"::formatted).findFirst();
	}

	private static boolean isHidden(int c) {
		return switch (Character.getType(c)) {
			case Character.FORMAT, Character.SURROGATE -> true;
			default -> BLANK.contains(c);
		};
	}

}
