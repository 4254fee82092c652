package dev.postern.connect.reachability;

import java.util.List;

import dev.postern.servers.Server;

/**
 * How many people each server lets in, and how many servers each known person reaches.
 *
 * @param servers by name
 * @param people by address
 */
public record ReachOverview(List<ServerTally> servers, List<PersonTally> people) {

	public ReachOverview {
		servers = List.copyOf(servers);
		people = List.copyOf(people);
	}

	/** How many of the people have signed in to the portal. */
	public long signedIn() {
		return this.people.stream().filter((row) -> row.person().hasSignedIn()).count();
	}

	/**
	 * A server with the number of people that get in.
	 *
	 * @param others whether people get in who are not counted, as they are not known
	 * @param deciding the policies by which they do or may, the one that is asked first
	 * in front
	 * @param machines the policies by which machines do or may
	 */
	public record ServerTally(Server server, Tally tally, Others others, List<String> deciding, List<String> machines) {

		public ServerTally {
			deciding = List.copyOf(deciding);
			machines = List.copyOf(machines);
		}

	}

	/** A person with the number of servers that they reach. */
	public record PersonTally(KnownPerson person, Tally tally) {
	}

}
