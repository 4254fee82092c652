package dev.postern.servers;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/** Who came in last where; told by the room that keeps the logins. */
public interface LastLogins {

	/** The last login of each of these servers that had one, in one read. */
	Map<ServerId, LastLogin> of(Collection<ServerId> servers);

	/**
	 * When a person last came in where, as far as the newest logins of theirs tell; in
	 * one read.
	 * @param since what was before it was somebody else with the same address;
	 * {@code null} for no such time
	 */
	Map<ServerId, Instant> ofPerson(EmailAddress person, @Nullable Instant since);

	/** Whether anybody ever came in to any server, as far as the history goes back. */
	boolean any();

	/**
	 * The first time that somebody came in to a server, and how much is known of the time
	 * before it.
	 * @param registered when the server was registered
	 */
	FirstLogin first(ServerId server, Instant registered);

	/**
	 * A first login.
	 *
	 * @param login {@code null} for none
	 * @param key names the login in the history; {@code null} for none
	 * @param knownSince nothing is known of the time before it; {@code null} where
	 * nothing was imported yet
	 * @param whole whether nothing is missing between registration, or when the history
	 * begins, and the login, or now
	 */
	record FirstLogin(@Nullable LastLogin login, @Nullable String key, @Nullable Instant knownSince, boolean whole) {
	}

	/** A login, and whose it was. */
	record LastLogin(Instant at, String person) {
	}

}
