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

	/** What the host files of systems call the own computer and its network. */
	private static final Set<String> HOST_FILE = Set.of(OWN_COMPUTER, "localhost4", "localhost6", "broadcasthost",
			"ip6-localhost", "ip6-loopback", "ip6-localnet", "ip6-mcastprefix", "ip6-allnodes", "ip6-allrouters",
			"ip6-allhosts", "localhost.localdomain", "localhost4.localdomain4", "localhost6.localdomain6");

	/** Ends of names that are in no public DNS and never will be. */
	private static final Set<String> PRIVATE = Set.of("internal", "local", "localdomain", "lan", "home", "corp",
			"private", "intranet", "test", "example", "invalid", OWN_COMPUTER);

	private static final Pattern PUBLIC_END = Pattern.compile("[a-z]{2,}|xn--.+");

	/** Resolvers take up to four numbers, also in hexadecimal, for an IPv4 address. */
	private static final Pattern ADDRESS = Pattern.compile("(?:0x[0-9a-f]*|\\d+)(?:\\.(?:0x[0-9a-f]*|\\d+)){0,3}");

	private ExternalHostname() {
	}

	/**
	 * Whether a name is that of a host elsewhere, or an address. One that ends with a dot
	 * is: resolvers look for it in the public DNS alone.
	 * @param ours says of a hostname whether it lies in a zone of the account
	 */
	public static boolean matches(String name, Predicate<Hostname> ours) {
		String lower = name.toLowerCase(Locale.ROOT);
		if (lower.endsWith(".") || HOST_FILE.contains(lower) || ADDRESS.matcher(lower).matches()) {
			return true;
		}
		String end = lower.substring(lower.lastIndexOf('.') + 1);
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
