package dev.postern.servers.search;

import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.servers.Server;

/** Where people read about servers. */
final class Addresses {

	private Addresses() {
	}

	/** Auditors read who can reach a server, administrators all of it. */
	static String of(Server server, Person person) {
		return "/servers/" + server.id() + (person.has(Role.ADMIN) ? "" : "/reachability");
	}

}
