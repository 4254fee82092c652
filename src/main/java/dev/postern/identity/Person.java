package dev.postern.identity;

import java.util.Set;

import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Recorded.Subject;

/**
 * Somebody who is signed in, by browser or by bearer token. Handler methods take it as an
 * argument.
 *
 * @param name how the identity provider calls the person
 * @param roles never empty
 * @param groups as the identity provider names them
 * @param groupsWithheld whether the provider did not name them, because there are too
 * many; no group counts then
 */
public record Person(PersonId id, EmailAddress email, String name, Set<Role> roles, Set<String> groups,
		boolean groupsWithheld) {

	public Person {
		roles = Set.copyOf(roles);
		groups = Set.copyOf(groups);
	}

	public boolean has(Role role) {
		return this.roles.contains(role);
	}

	/** The same person as the one to whom something is done. */
	public Subject subject() {
		return new Subject("person", this.id.toString(), this.email.value());
	}

	/** The same person as the one who does something. */
	public Actor actor() {
		return Actor.person(this.email);
	}

}
