package dev.postern.servers.checks;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import dev.postern.kernel.Hostname;

/**
 * Tells names of servers that are names of hosts elsewhere: in an ssh config such a name
 * would take over every connection to that host.
 */
public final class ExternalHostname {

	private static final String OWN_COMPUTER = "localhost";

	/** Ends of names that are in no public DNS and never will be. */
	private static final Set<String> PRIVATE = Set.of("internal", "local", "localdomain", "lan", "home", "corp",
			"private", "intranet", "test", "example", "invalid", OWN_COMPUTER);

	private static final Pattern PUBLIC_END = Pattern.compile("[a-z]{2,}|xn--.+");

	private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

	private ExternalHostname() {
	}

	/**
	 * Whether a name is that of a host elsewhere.
	 * @param ours says of a hostname whether it lies in a zone of the account
	 */
	public static boolean matches(String name, Predicate<Hostname> ours) {
		String dotted = name.toLowerCase(Locale.ROOT);
		String lower = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
		String end = lower.substring(lower.lastIndexOf('.') + 1);
		if (lower.equals(OWN_COMPUTER) || ADDRESS.matcher(lower).matches()) {
			return true;
		}
		if (end.length() == lower.length() || PRIVATE.contains(end) || !PUBLIC_END.matcher(end).matches()) {
			return false;
		}
		try {
			return !ours.test(Hostname.of(lower));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
