package dev.postern.connect.reachability;

import java.util.List;

import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access;
import dev.postern.servers.Server;

/**
 * Who can reach a server.
 *
 * @param people everybody known, by address
 * @param serviceTokens whether machines with a service token get in
 */
public record ServerReach(Server server, List<Reach> people, Access serviceTokens) {

	public ServerReach {
		people = List.copyOf(people);
	}

	/** How many of everybody known get in. */
	public Tally tally() {
		return Tally.of(this.people);
	}

	/** Whether the policies let in people whom they do not name by their address. */
	public boolean opensToOthers() {
		return this.server.spec()
			.policies()
			.stream()
			.filter((policy) -> policy.decision().letsIn())
			.flatMap((policy) -> policy.include().stream())
			.anyMatch(ServerReach::mayMatchOthers);
	}

	private static boolean mayMatchOthers(Selector selector) {
		return switch (selector) {
			case Selector.Email _, Selector.ServiceToken _, Selector.AnyServiceToken _ -> false;
			default -> true;
		};
	}

}
