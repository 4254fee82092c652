package dev.postern.servicetokens.web;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.postern.servicetokens.ManagedToken;
import dev.postern.servicetokens.TokenUse;

/**
 * What a program needs to know to connect, the secret left out: it goes through the
 * environment and never through a command line, which others on the machine can read.
 *
 * @param logins where to and as whom, as arguments of ssh in a shell
 * @param more how many servers let it in besides
 * @param example whether none does, so that the login is only an example
 */
record ConnectSnippets(String clientId, List<String> logins, int more, boolean example) {

	private static final int MOST = 10;

	private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

	private static final String EXAMPLE = "deploy@ssh-db1.example.com";

	ConnectSnippets {
		logins = List.copyOf(logins);
	}

	/** For the servers that let it in, else for an example. */
	static ConnectSnippets of(ManagedToken managed, List<TokenUse> uses) {
		List<String> logins = uses.isEmpty() ? List.of(EXAMPLE)
				: uses.stream().limit(MOST).map((use) -> login(use.loginUser(), use.hostname())).toList();
		return new ConnectSnippets(Objects.requireNonNullElse(managed.clientId(), ""), logins,
				Math.max(0, uses.size() - MOST), uses.isEmpty());
	}

	/**
	 * A user with an {@code @} would leave open where the hostname begins, and a shell
	 * would read a backslash and a {@code $} as its own.
	 */
	static String login(String user, String hostname) {
		return WORD.matcher(user).matches() ? "%s@%s".formatted(user, hostname)
				: "-l '%s' %s".formatted(user.replace("'", "'\\''"), hostname);
	}

}
