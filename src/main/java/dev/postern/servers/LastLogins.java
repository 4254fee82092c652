package dev.postern.servers;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import dev.postern.kernel.ServerId;

/** Who came in last where; told by the room that keeps the logins. */
public interface LastLogins {

	/** The last login of each of these servers that had one, in one read. */
	Map<ServerId, LastLogin> of(Collection<ServerId> servers);

	/** A login, and whose it was. */
	record LastLogin(Instant at, String person) {
	}

}
