package dev.postern.connect.reachability;

import java.util.List;

import dev.postern.rules.evaluation.Access;
import dev.postern.servers.Server;

/**
 * Who can reach a server.
 *
 * @param people everybody known, by address
 * @param others whether people get in who are not known
 * @param serviceTokens whether machines with a service token get in
 */
public record ServerReach(Server server, List<Reach> people, Others others, Access serviceTokens) {

	public ServerReach {
		people = List.copyOf(people);
	}

	/** How many of everybody known get in. */
	public Tally tally() {
		return Tally.of(this.people);
	}

}
