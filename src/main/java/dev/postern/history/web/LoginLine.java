package dev.postern.history.web;

import java.util.Locale;
import java.util.Optional;

import dev.postern.history.search.KnownServers;
import dev.postern.history.search.KnownServers.Standing;
import dev.postern.history.search.Login;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ServerLife;
import org.jspecify.annotations.Nullable;

/**
 * A login as people read it.
 *
 * @param place the server, else the application
 * @param server the server, also where it was none at that time
 * @param standing what the server was at that time
 */
record LoginLine(Login login, String place, @Nullable ServerId server, Standing standing) {

	private static final String NOTHING = "?";

	static LoginLine of(Login login, KnownServers servers) {
		Optional<ServerLife> life = servers.of(login);
		String said = Optional.ofNullable(login.serverName())
			.or(() -> Optional.ofNullable(login.application()))
			.orElse(NOTHING);
		return new LoginLine(login, life.map(ServerLife::name).orElse(said),
				life.map(ServerLife::id).orElse(login.server()), servers.standing(login));
	}

	/** The key of the text that says that the server was none then. */
	public @Nullable String note() {
		return (this.standing == Standing.REGISTERED) ? null
				: "history.standing." + this.standing.name().toLowerCase(Locale.ROOT);
	}

	/** A filter of the same server. */
	public @Nullable String filter() {
		return (this.server != null) ? "?server=" + this.server : null;
	}

}
