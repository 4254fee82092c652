package dev.postern.kernel;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * Tells text that says what people see of it from text with characters that break a line,
 * or that are not seen: whatever turns, joins or hides others, and all that Unicode lets
 * programs ignore when they show it.
 */
public final class PlainText {

	/** Nothing is seen of it, but Unicode does not have it ignored. */
	private static final int BLANK_OF_BRAILLE = 0x2800;

	private static final int AS_TEXT = 0xFE0E;

	private static final int AS_EMOJI = 0xFE0F;

	private static final int KEYCAP = 0x20E3;

	private static final int LAST_OF_ASCII = 0x7F;

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
		int[] points = text.codePoints().toArray();
		return IntStream.range(0, points.length)
			.filter((at) -> isHidden(points, at))
			.mapToObj((at) -> "U+%04X".formatted(points[at]))
			.findFirst();
	}

	/**
	 * A text as it may be shown or written to a file, whoever it comes from: what breaks
	 * a line or is not seen becomes an escape with its number. Joiners between letters of
	 * scripts that need them, and in emoji, stay, and so does what says how an emoji
	 * looks.
	 */
	public static String visible(String text) {
		if (isPrintableAscii(text)) {
			return text;
		}
		int[] points = text.codePoints().toArray();
		return IntStream.range(0, points.length)
			.mapToObj((at) -> isSeen(points, at) ? Character.toString(points[at]) : "\\u{%X}".formatted(points[at]))
			.collect(Collectors.joining());
	}

	/** By a loop, since every text of every page is asked about. */
	private static boolean isPrintableAscii(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~') {
				return false;
			}
		}
		return true;
	}

	private static boolean isSeen(int[] points, int at) {
		int c = points[at];
		if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) {
			return at > 0 && at + 1 < points.length && isBeyondLatin(points, at - 1) && isBeyondLatin(points, at + 1);
		}
		return !isBreak(c) && !isHidden(points, at);
	}

	private static boolean isBeyondLatin(int[] points, int at) {
		return points[at] > LAST_OF_LATIN && !isBreak(points[at]) && !isHidden(points, at);
	}

	private static boolean isBreak(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

	private static boolean isHidden(int[] points, int at) {
		int c = points[at];
		return switch (Character.getType(c)) {
			case Character.FORMAT, Character.SURROGATE -> true;
			default -> c == BLANK_OF_BRAILLE || (UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
					&& !isStyle(points, at));
		};
	}

	/** Whether it says how the emoji before it looks; digits are one in keycaps only. */
	private static boolean isStyle(int[] points, int at) {
		boolean style = points[at] == AS_TEXT || points[at] == AS_EMOJI;
		return style && at > 0 && Character.isEmoji(points[at - 1])
				&& (points[at - 1] > LAST_OF_ASCII || (at + 1 < points.length && points[at + 1] == KEYCAP));
	}

}
