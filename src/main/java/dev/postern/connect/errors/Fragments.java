package dev.postern.connect.errors;

import java.util.List;
import java.util.function.IntPredicate;

/** Looks for parts of texts, in time that grows with the text and never runs away. */
final class Fragments {

	private Fragments() {
	}

	/** Whether a fragment stands in a text, not as a part of longer words. */
	static boolean stands(String text, String fragment) {
		return after(text, fragment, 0, Character::isLetterOrDigit) >= 0;
	}

	/**
	 * The same, where other characters make a word.
	 * @param ofWord whether a character belongs to a word
	 */
	static boolean stands(String text, String fragment, CharPredicate ofWord) {
		return after(text, fragment, 0, (c) -> ofWord.test((char) c)) >= 0;
	}

	/** Whether all fragments stand in a line, one after the other. */
	static boolean standInOrder(String line, List<String> fragments) {
		int from = 0;
		for (String fragment : fragments) {
			from = after(line, fragment, from, Character::isLetterOrDigit);
			if (from < 0) {
				return false;
			}
		}
		return true;
	}

	/** Where a fragment ends; -1 when it does not stand there. */
	private static int after(String text, String fragment, int from, IntPredicate ofWord) {
		for (int at = text.indexOf(fragment, from); at >= 0; at = text.indexOf(fragment, at + 1)) {
			int end = at + fragment.length();
			boolean begins = at == 0 || !ofWord.test(text.charAt(at - 1)) || !ofWord.test(fragment.charAt(0));
			boolean ends = end == text.length() || !ofWord.test(text.charAt(end))
					|| !ofWord.test(fragment.charAt(fragment.length() - 1));
			if (begins && ends) {
				return end;
			}
		}
		return -1;
	}

	/** Whether a character is of a kind. */
	@FunctionalInterface
	interface CharPredicate {

		boolean test(char c);

	}

}
