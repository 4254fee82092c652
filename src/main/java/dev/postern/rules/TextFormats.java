package dev.postern.rules;

import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.postern.kernel.PlainText;

/** Validates and normalises texts in selectors. */
final class TextFormats {

	private static final int LONGEST_WORDS = 1_024;

	private static final int LONGEST_URL = 2_048;

	private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

	private static final Pattern ACCOUNT = Pattern.compile("[0-9a-f]{32}");

	private TextFormats() {
	}

	static UUID uuid(String text) {
		String stripped = text.strip();
		require(UUID_TEXT.matcher(stripped).matches(), "not a UUID", text);
		return UUID.fromString(stripped);
	}

	/** Accepts a plain text of one line that is not blank. */
	static String singleLine(String text) {
		String stripped = text.strip();
		require(!stripped.isEmpty() && stripped.length() <= LONGEST_WORDS && PlainText.isPlain(stripped), "not a name",
				text);
		return stripped;
	}

	static String accountId(String text) {
		require(ACCOUNT.matcher(text).matches(), "not the id of an account", text);
		return text;
	}

	static String httpsUrl(String text) {
		String stripped = text.strip();
		URI url = URI.create(stripped);
		boolean usable = "https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null
				&& url.getRawUserInfo() == null && url.getRawFragment() == null && stripped.length() <= LONGEST_URL
				&& PlainText.isPlain(stripped);
		require(usable, "not an https address", text);
		return stripped;
	}

	private static void require(boolean holds, String problem, String text) {
		if (!holds) {
			throw new IllegalArgumentException("%s: '%s'".formatted(problem, text));
		}
	}

}
