package dev.postern.connect;

import java.util.regex.Pattern;

import dev.postern.kernel.Sha256;

/**
 * The lines between which a person's ssh config belongs to one portal.
 */
public record SectionMarks(String begin, String end) {

	/** What the first line of a part begins with, whichever portal it is of. */
	public static final String BEGIN = "# >>> postern ";

	/** What its last line begins with. */
	public static final String END = "# <<< postern ";

	private static final Pattern PLAIN = Pattern
		.compile("https?://[A-Za-z0-9._-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?");

	private static final int LONGEST = 200;

	/** An address that cannot stand in a line is told by its hash (I12). */
	public static SectionMarks of(String portal) {
		String name = (portal.length() <= LONGEST && PLAIN.matcher(portal).matches()) ? portal : Sha256.of(portal);
		return new SectionMarks(BEGIN + name + " >>>", END + name + " <<<");
	}

}
