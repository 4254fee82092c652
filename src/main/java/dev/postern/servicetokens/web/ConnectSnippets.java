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
 * @param login where to and as whom, as arguments of ssh in a shell
 */
record ConnectSnippets(String clientId, String login, boolean example) {

	private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

	private static final String EXAMPLE = "deploy@ssh-db1.example.com";

	/** For the first server that lets it in, else for an example. */
	static ConnectSnippets of(ManagedToken managed, List<TokenUse> uses) {
		String login = uses.stream().findFirst().map((use) -> login(use.loginUser(), use.hostname())).orElse(EXAMPLE);
		return new ConnectSnippets(Objects.requireNonNullElse(managed.clientId(), ""), login, uses.isEmpty());
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
