package dev.postern.kernel;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells text that says what people see of it from text with characters that break a line,
 * or that are not seen and turn, join or hide others.
 */
public final class PlainText {

	/**
	 * Fillers of Hangul and the blank of Braille, which are letters and signs by type.
	 */
	private static final Set<Integer> BLANK = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800);

	private static final int ZERO_WIDTH_NON_JOINER = 0x200C;

	private static final int ZERO_WIDTH_JOINER = 0x200D;

	private static final int LAST_OF_LATIN = 0x24F;

	private PlainText() {
	}

	/** Whether it stands in one line and everything of it is seen. */
	public static boolean isPlain(String text) {
		return !breaks(text) && hidden(text).isEmpty();
	}

	/** Whether it holds a line break or another control character. */
	public static boolean breaks(String text) {
		return text.codePoints().anyMatch(PlainText::isBreak);
	}

	/**
	 * The first character that is not seen and changes how others look, as the ones that
	 * turn the direction of writing, for example {@code U+202E}.
	 */
	public static Optional<String> hidden(String text) {
		return text.codePoints().filter(PlainText::isHidden).mapToObj("U+%04X"::formatted).findFirst();
	}

	/**
	 * A text as it may be shown or written to a file, whoever it comes from: what breaks
	 * a line or is not seen becomes an escape with its number. Joiners between letters of
	 * scripts that need them, and in emoji, stay.
	 */
	public static String visible(String text) {
		if (text.chars().allMatch((c) -> c >= ' ' && c <= '~')) {
			return text;
		}
		int[] points = text.codePoints().toArray();
		return IntStream.range(0, points.length)
			.mapToObj((at) -> isSeen(points, at) ? Character.toString(points[at]) : "\\u{%X}".formatted(points[at]))
			.collect(Collectors.joining());
	}

	private static boolean isSeen(int[] points, int at) {
		int c = points[at];
		if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) {
			return at > 0 && at + 1 < points.length && isBeyondLatin(points[at - 1]) && isBeyondLatin(points[at + 1]);
		}
		return !isBreak(c) && !isHidden(c);
	}

	private static boolean isBeyondLatin(int c) {
		return c > LAST_OF_LATIN && !isBreak(c) && !isHidden(c);
	}

	private static boolean isBreak(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

	private static boolean isHidden(int c) {
		return switch (Character.getType(c)) {
			case Character.FORMAT, Character.SURROGATE -> true;
			default -> BLANK.contains(c);
		};
	}

}
