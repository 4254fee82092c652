package dev.postern.connect.check;

import java.util.Map;

/**
 * A server as a file names it.
 *
 * @param server its id; empty where the file tells none
 * @param application empty where the file tells none
 * @param hostKeys which keys the file expects; empty where it expects none
 * @param authority whose certificates the file fetches; empty where it fetches none
 * @param options the values by keyword in lower case, the first of each
 */
record FoundHost(String alias, String server, String application, String hostKeys, String authority,
		Map<String, String> options) {

	private static final String REACHES = " access ssh --hostname ";

	FoundHost {
		options = Map.copyOf(options);
	}

	String option(String keyword) {
		return this.options.getOrDefault(keyword, "");
	}

	/** Whether it is one of Postern's: it says so, or it goes through Cloudflare. */
	boolean ours() {
		return !this.server.isEmpty() || option("proxycommand").contains(REACHES);
	}

	/** The program that its command starts, without quotes. */
	String program() {
		String command = option("proxycommand");
		int end = command.indexOf(REACHES);
		return (end < 0) ? "" : command.substring(0, end).replace("\"", "").strip();
	}

}
