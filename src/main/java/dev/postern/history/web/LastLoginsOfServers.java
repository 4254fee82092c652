package dev.postern.history.web;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import dev.postern.history.Login;
import dev.postern.history.Logins;
import dev.postern.kernel.ServerId;
import dev.postern.servers.LastLogins;

import org.springframework.stereotype.Component;

/** Tells the list of servers who came in last. */
@Component
class LastLoginsOfServers implements LastLogins {

	private final Logins logins;

	LastLoginsOfServers(Logins logins) {
		this.logins = logins;
	}

	@Override
	public Map<ServerId, LastLogin> of(Collection<ServerId> servers) {
		return this.logins.last(servers)
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> lastLogin(entry.getValue())));
	}

	private static LastLogin lastLogin(Login login) {
		return new LastLogin(login.at(), login.person());
	}

}
