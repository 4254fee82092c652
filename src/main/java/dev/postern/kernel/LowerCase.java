package dev.postern.kernel;

/**
 * Writes text in lower case without turning foreign letters into those of ASCII, as the
 * Kelvin sign would turn into a k: what looks like another name must not become it.
 */
final class LowerCase {

	private LowerCase() {
	}

	static String of(String text) {
		StringBuilder lower = new StringBuilder(text.length());
		text.codePoints().forEach((letter) -> lower.appendCodePoint(lower(letter)));
		return lower.toString();
	}

	private static int lower(int letter) {
		int lower = Character.toLowerCase(letter);
		if (isAscii(lower) && !isAscii(letter)) {
			throw new IllegalArgumentException(
					"'%s' is not '%s'".formatted(Character.toString(letter), Character.toString(lower)));
		}
		return lower;
	}

	private static boolean isAscii(int letter) {
		return letter < 0x80;
	}

}
