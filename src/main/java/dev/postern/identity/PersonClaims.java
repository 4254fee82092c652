package dev.postern.identity;

import java.util.Set;

import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.EmailAddress;

/**
 * What an identity provider says of somebody.
 *
 * @param account who that is, whatever the address
 * @param name how to call the person; the address when the provider does not say
 * @param groupsWithheld whether the provider says that there are groups, but not which,
 * because there are too many
 */
public record PersonClaims(ProviderAccount account, EmailAddress email, String name, Set<String> groups,
		boolean groupsWithheld) {

	public PersonClaims {
		name = name.isBlank() ? email.value() : name.strip();
		groups = Set.copyOf(groups);
	}

}
