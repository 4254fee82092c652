package dev.postern.connect.reachability;

import java.util.List;

/**
 * What a person can reach.
 *
 * @param servers all servers that are not being removed, by name
 */
public record PersonReach(KnownPerson person, List<Reach> servers) {

	public PersonReach {
		servers = List.copyOf(servers);
	}

	/** How many of the servers they reach. */
	public Tally tally() {
		return Tally.of(this.servers);
	}

}
