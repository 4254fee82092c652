package dev.postern.servers.tags;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.postern.servers.checks.InputProblems;

/**
 * Which labels a server may have. They are shown as they were typed, and are the same
 * whatever their case.
 */
public final class ServerTags {

	public static final int MOST = 20;

	private static final int LONGEST = 40;

	private static final Pattern SHAPE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._:/+=@#&-]*");

	/** Commas and semicolons of any script, and line breaks. */
	private static final Pattern BETWEEN = Pattern.compile("[,;\\v\\x{60c}\\x{61b}\\x{3001}\\x{ff0c}\\x{ff1b}]");

	private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

	private ServerTags() {
	}

	/** The labels in a text where commas or line breaks part them. */
	public static List<String> typed(String text) {
		return BETWEEN.splitAsStream(text).filter((part) -> !part.isBlank()).toList();
	}

	/** The same labels as such a text. */
	public static String text(List<String> tags) {
		return String.join(", ", tags);
	}

	/** What two spellings of one label have in common. */
	public static String key(String tag) {
		return spelled(tag).toLowerCase(Locale.ROOT);
	}

	public static List<String> keys(List<String> tags) {
		return tags.stream().map(ServerTags::key).toList();
	}

	/**
	 * Looks whether a server can have these labels, and notes why not.
	 * @return each once, as it was typed first, in alphabetical order
	 */
	public static Optional<List<String>> check(List<String> entered, InputProblems problems) {
		Map<String, String> tags = new TreeMap<>();
		boolean right = true;
		for (String one : entered) {
			String tag = spelled(one);
			right &= isRight(tag, one, problems);
			tags.putIfAbsent(key(tag), tag);
		}
		if (tags.size() > MOST) {
			return problems.reject("tags", text(entered), "tags.many", MOST, tags.size());
		}
		return right ? Optional.of(List.copyOf(tags.values())) : Optional.empty();
	}

	/** In the order in which a server has them. */
	public static List<String> sorted(List<String> tags) {
		return tags.stream().sorted(Comparator.comparing(ServerTags::key)).toList();
	}

	private static boolean isRight(String tag, String entered, InputProblems problems) {
		int length = tag.codePointCount(0, tag.length());
		if (tag.isEmpty()) {
			problems.reject("tags", entered, "tags.blank");
		}
		else if (length > LONGEST) {
			problems.reject("tags", entered, "tags.length", LONGEST, length);
		}
		else if (!SHAPE.matcher(tag).matches()) {
			problems.reject("tags", entered, "tags.characters");
		}
		else {
			return true;
		}
		return false;
	}

	private static String spelled(String tag) {
		return BLANKS.matcher(Normalizer.normalize(tag, Form.NFC)).replaceAll(" ").strip();
	}

}
