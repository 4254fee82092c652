package dev.postern.servicetokens.web;

import java.util.List;
import java.util.Objects;

import dev.postern.servicetokens.ManagedToken;
import dev.postern.servicetokens.TokenUse;

/**
 * What a program needs to know to connect, the secret left out: it goes through the
 * environment and never through a command line, which others on the machine can read.
 *
 * @param login {@code user@hostname}
 */
record ConnectSnippets(String clientId, String login) {

	private static final String EXAMPLE = "deploy@ssh-db1.example.com";

	/** For the first server that lets it in, else for an example. */
	static ConnectSnippets of(ManagedToken managed, List<TokenUse> uses) {
		String login = uses.stream()
			.findFirst()
			.map((use) -> "%s@%s".formatted(use.loginUser(), use.hostname()))
			.orElse(EXAMPLE);
		return new ConnectSnippets(Objects.requireNonNullElse(managed.clientId(), ""), login);
	}

}
