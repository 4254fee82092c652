package dev.postern.history.search;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ServerLife;
import dev.postern.servers.ServerLives;

/** What is known of the servers of some logins. */
public final class KnownServers {

	private final Map<ServerId, ServerLife> byId = new HashMap<>();

	private final Map<String, ServerLife> owners = new HashMap<>();

	/**
	 * Of servers in the order in which they were registered: the last one owns a
	 * hostname.
	 */
	KnownServers(List<ServerLife> lives) {
		lives.forEach((life) -> {
			this.byId.put(life.id(), life);
			this.owners.put(life.hostname(), life);
		});
	}

	/** Those of some logins, asked for at once. */
	public static KnownServers of(Collection<Login> logins, ServerLives lives) {
		return new KnownServers(lives.around(
				logins.stream()
					.map(Login::server)
					.filter(Objects::nonNull)
					.map(Objects::requireNonNull)
					.distinct()
					.toList(),
				logins.stream()
					.filter((login) -> login.server() == null)
					.flatMap((login) -> hostname(login).stream())
					.distinct()
					.toList()));
	}

	public static KnownServers of(Collection<ServerId> ids, Collection<String> hostnames, ServerLives lives) {
		return new KnownServers(lives.around(ids, hostnames));
	}

	public Optional<ServerLife> find(ServerId id) {
		return Optional.ofNullable(this.byId.get(id));
	}

	/** The server of a login, also where it was none at that time. */
	public Optional<ServerLife> of(Login login) {
		ServerId id = login.server();
		return (id != null) ? find(id) : hostname(login).map(this.owners::get);
	}

	/** The hostnames that a server owns. */
	public List<String> hostnames(ServerId id) {
		return find(id).map(ServerLife::hostname)
			.filter((hostname) -> Objects.requireNonNull(this.owners.get(hostname)).id().equals(id))
			.stream()
			.toList();
	}

	/** When the server of a login was none, seen from the login. */
	public Standing standing(Login login) {
		Optional<ServerLife> life = of(login);
		if (life.isEmpty()) {
			return (login.server() != null) ? Standing.REGISTERED : Standing.FOREIGN;
		}
		Instant until = life.get().until();
		if (login.at().isBefore(life.get().from())) {
			return Standing.BEFORE;
		}
		return (until != null && !login.at().isBefore(until)) ? Standing.AFTER : Standing.REGISTERED;
	}

	private static Optional<String> hostname(Login login) {
		String application = login.application();
		return (application == null) ? Optional.empty()
				: Hostname.inAnySpelling(application.replaceFirst("/.*", "")).map(Hostname::value);
	}

	/** What a server was at the time of a login. */
	public enum Standing {

		REGISTERED,

		/** Registered only later. */
		BEFORE,

		/** Its removal had been asked for. */
		AFTER,

		/** Never one of Postern's. */
		FOREIGN

	}

}
