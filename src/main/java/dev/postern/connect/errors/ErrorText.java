package dev.postern.connect.errors;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An output that somebody pasted, made comparable: in lower case, without colours, with
 * one blank where there were several. It may hold secrets, so it is never kept nor told
 * again; even {@link #toString()} does not.
 */
public final class ErrorText {

	/** As much is read, from the end, where the error stands. */
	public static final int LONGEST = 20_000;

	private static final char ESCAPE = '\u001b';

	/** Terminals break lines anywhere. */
	private static final Pattern FINGERPRINT = Pattern.compile("SHA256:(?:[\\r\\n]{0,2}[A-Za-z0-9+/]){43}");

	private static final char BELL = '\u0007';

	private final List<String> lines;

	private final String joined;

	private final boolean whole;

	private final Set<String> fingerprints;

	private ErrorText(List<String> lines, Set<String> fingerprints, boolean whole) {
		this.lines = lines;
		this.fingerprints = fingerprints;
		this.joined = String.join(" ", lines);
		this.whole = whole;
	}

	public static ErrorText of(String pasted) {
		boolean whole = pasted.length() <= LONGEST;
		String end = whole ? pasted : pasted.substring(pasted.length() - LONGEST);
		String text = withoutControls(end);
		List<String> lines = text.toLowerCase(Locale.ROOT)
			.lines()
			.map(ErrorText::withSingleBlanks)
			.filter((line) -> !line.isEmpty())
			.toList();
		Set<String> fingerprints = FINGERPRINT.matcher(text)
			.results()
			.map((found) -> found.group().replaceAll("[\\r\\n]", ""))
			.collect(Collectors.toUnmodifiableSet());
		return new ErrorText(lines, fingerprints, whole);
	}

	/** Whether nothing is left to read. */
	public boolean isEmpty() {
		return this.lines.isEmpty();
	}

	/** Whether all of what was pasted is read, and not only the end of it. */
	public boolean isWhole() {
		return this.whole;
	}

	/** Whether a name stands in it by itself, and not as a part of another one. */
	public boolean names(String name) {
		return Fragments.stands(this.joined, name.toLowerCase(Locale.ROOT), ErrorText::isOfName);
	}

	/**
	 * The fingerprints of keys that it shows, as they are, in capitals and small letters.
	 */
	public Set<String> fingerprints() {
		return this.fingerprints;
	}

	List<String> lines() {
		return this.lines;
	}

	/** All lines as one, as if a terminal had not wrapped them. */
	String joined() {
		return this.joined;
	}

	private static boolean isOfName(char c) {
		return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
	}

	/** Colours and other sequences for terminals go; what else is no text is a blank. */
	private static String withoutControls(String text) {
		StringBuilder visible = new StringBuilder(text.length());
		int at = 0;
		while (at < text.length()) {
			char c = text.charAt(at);
			if (c == ESCAPE) {
				at = afterSequence(text, at + 1);
			}
			else {
				visible.append(plain(c));
				at++;
			}
		}
		return visible.toString();
	}

	private static char plain(char c) {
		return switch (c) {
			case '\n', '\r' -> c;
			case '\u2018', '\u2019' -> '\'';
			case '\u201c', '\u201d' -> '"';
			default -> (Character.isISOControl(c) || Character.isSpaceChar(c)) ? ' ' : c;
		};
	}

	private static int afterSequence(String text, int start) {
		if (start >= text.length()) {
			return start;
		}
		int at = start + 1;
		if (text.charAt(start) == '[') {
			while (at < text.length() && !isLastOfSequence(text.charAt(at))) {
				at++;
			}
			return Math.min(at + 1, text.length());
		}
		if (text.charAt(start) == ']') {
			while (at < text.length() && text.charAt(at) != BELL && text.charAt(at) != ESCAPE
					&& text.charAt(at) != '\n') {
				at++;
			}
			return (at < text.length() && text.charAt(at) == BELL) ? at + 1 : at;
		}
		return at;
	}

	private static boolean isLastOfSequence(char c) {
		return (c >= '@' && c <= '~') || c == '\n';
	}

	private static String withSingleBlanks(String line) {
		StringBuilder single = new StringBuilder(line.length());
		for (int i = 0; i < line.length(); i++) {
			char c = line.charAt(i);
			if (c != ' ' || (!single.isEmpty() && single.charAt(single.length() - 1) != ' ')) {
				single.append(c);
			}
		}
		return single.toString().stripTrailing();
	}

	@Override
	public String toString() {
		return "%d lines".formatted(this.lines.size());
	}

}
