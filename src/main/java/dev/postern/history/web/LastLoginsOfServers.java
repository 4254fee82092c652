package dev.postern.history.web;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import dev.postern.history.Gap;
import dev.postern.history.HistoryOverview;
import dev.postern.history.search.Login;
import dev.postern.history.search.Logins;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.servers.LastLogins;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Tells lists of servers who came in last, and when. */
@Component
class LastLoginsOfServers implements LastLogins {

	private final Logins logins;

	private final HistoryOverview overview;

	LastLoginsOfServers(Logins logins, HistoryOverview overview) {
		this.logins = logins;
		this.overview = overview;
	}

	@Override
	public Map<ServerId, LastLogin> of(Collection<ServerId> servers) {
		return this.logins.last(servers)
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> lastLogin(entry.getValue())));
	}

	@Override
	public Map<ServerId, Instant> ofPerson(EmailAddress person, @Nullable Instant since) {
		return this.logins.lastOf(person, since);
	}

	@Override
	public boolean any() {
		return this.logins.any();
	}

	@Override
	public FirstLogin first(ServerId server, Instant registered) {
		Login first = this.logins.first(server).orElse(null);
		boolean whole = this.overview.gaps(registered, (first != null) ? first.at() : null)
			.stream()
			.allMatch((gap) -> gap.state() == Gap.State.FILLED);
		return new FirstLogin((first != null) ? lastLogin(first) : null, (first != null) ? first.key() : null,
				this.overview.knownSince(), whole);
	}

	private static LastLogin lastLogin(Login login) {
		return new LastLogin(login.at(), login.person());
	}

}
