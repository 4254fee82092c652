package dev.postern.grants;

import java.util.HashSet;
import java.util.Set;

import dev.postern.grants.terms.GrantTerms;
import dev.postern.grants.terms.Whom;
import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.Profile;
import dev.postern.identity.Role;
import dev.postern.kernel.EmailAddress;

import org.springframework.stereotype.Component;

/** Says who decides about a server, in this one place. */
@Component
class GrantApprovers {

	private final People people;

	GrantApprovers(People people) {
		this.people = people;
	}

	/** Whether a person decides about what others ask of a server with these terms. */
	boolean decides(Person person, GrantTerms terms) {
		return Whom.any(terms.approvers(), person);
	}

	/** Whether a person may end what others were given. */
	boolean ends(Person person, GrantTerms terms) {
		return decides(person, terms) || person.has(Role.ADMIN);
	}

	/** How many there are who could decide about the wish of a person. */
	int besides(Person asker, GrantTerms terms) {
		Set<EmailAddress> possible = new HashSet<>();
		terms.approvers().forEach((whom) -> {
			if (whom instanceof Whom.OnePerson(EmailAddress email)) {
				possible.add(email);
			}
		});
		for (Profile profile : this.people.all()) {
			EmailAddress email = profile.person().email();
			if (profile.locked() || profile.former()) {
				possible.remove(email);
			}
			else if (decides(profile.person(), terms)) {
				possible.add(email);
			}
		}
		possible.remove(asker.email());
		return possible.size();
	}

}
