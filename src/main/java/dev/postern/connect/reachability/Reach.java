package dev.postern.connect.reachability;

import dev.postern.rules.evaluation.Access;
import dev.postern.servers.Server;

/** Whether one person can reach one server. */
public record Reach(Server server, KnownPerson person, Access access) {

	public AccessVerdict verdict() {
		return AccessVerdict.of(this.access);
	}

}
