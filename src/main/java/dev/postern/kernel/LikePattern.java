package dev.postern.kernel;

/** Patterns for {@code LIKE} and {@code ILIKE}, escaped with a backslash. */
public final class LikePattern {

	private LikePattern() {
	}

	/** Fits every text that contains a part; what SQL takes for a wildcard is escaped. */
	public static String containing(String part) {
		return "%" + part.replaceAll("([\\\\%_])", "\\\\$1") + "%";
	}

}
