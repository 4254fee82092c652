package dev.postern.grants.terms;

import java.time.Duration;
import java.util.Set;

import dev.postern.identity.Person;
import dev.postern.kernel.ServerId;

/**
 * On which terms people are let in to a server for a while.
 *
 * @param askers who may ask; nobody when it is empty
 * @param never who may not, whoever else may
 * @param approvers who decides
 * @param approvals how many of them have to say yes, one or two
 * @param automatic who needs nobody's yes, up to {@code automaticUpTo}
 * @param shortest the shortest time that may be asked for
 * @param longest the longest
 * @param ahead how far ahead a start may lie
 * @param ticketPattern what the number of a ticket looks like; empty when none is asked
 * @param reasonRequired whether people must say why
 * @param version counts the changes; 0 before the first
 */
public record GrantTerms(ServerId server, Set<Whom> askers, Set<Whom> never, Set<Whom> approvers, int approvals,
		Set<Whom> automatic, Duration automaticUpTo, Duration shortest, Duration longest, Duration ahead,
		String ticketPattern, boolean reasonRequired, long version) {

	public GrantTerms {
		askers = Set.copyOf(askers);
		never = Set.copyOf(never);
		approvers = Set.copyOf(approvers);
		automatic = Set.copyOf(automatic);
	}

	/** Those of a server of which nobody has said anything: nobody may ask. */
	static GrantTerms off(ServerId server) {
		return new GrantTerms(server, Set.of(), Set.of(), Set.of(new Whom.Administrators()), 1, Set.of(), Duration.ZERO,
				Duration.ofMinutes(15), Duration.ofHours(8), Duration.ofDays(7), "", true, 0);
	}

	/** Whether anybody may ask. */
	public boolean open() {
		return !this.askers.isEmpty();
	}

	/** Whether a person may ask. */
	public boolean admits(Person person) {
		return Whom.any(this.askers, person) && !Whom.any(this.never, person);
	}

	/** How many have to say yes to a person for so long. */
	public int approvalsFor(Person person, Duration length) {
		boolean automatic = Whom.any(this.automatic, person) && length.compareTo(this.automaticUpTo) <= 0;
		return automatic ? 0 : this.approvals;
	}

}
