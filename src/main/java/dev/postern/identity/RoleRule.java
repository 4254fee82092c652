package dev.postern.identity;

import java.util.Set;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.WrongSetting;

/** One entry of the settings that give a role to people. */
sealed interface RoleRule {

	boolean admits(EmailAddress email, Set<String> groups);

	/**
	 * Reads an entry.
	 * @param setting the entry's setting, for the message when it is wrong
	 */
	static RoleRule parse(String setting, String entry) {
		String text = entry.strip();
		int colon = text.indexOf(':');
		String kind = (colon < 0) ? "" : text.substring(0, colon).strip();
		String value = text.substring(colon + 1).strip();
		try {
			return switch (kind) {
				case "email" -> new OfPerson(EmailAddress.of(value));
				case "domain" -> new OfDomain(Hostname.of(value));
				case "group" -> new OfGroup(value);
				default -> throw new IllegalArgumentException("it begins with none of email:, domain:, group:");
			};
		}
		catch (IllegalArgumentException ex) {
			throw new WrongSetting(setting, ("has the entry '%s', which can't be used: %s; write each entry as "
					+ "email:<address>, domain:<domain> or group:<group>.")
				.formatted(entry, ex.getMessage()));
		}
	}

	/** One person. */
	record OfPerson(EmailAddress email) implements RoleRule {

		@Override
		public boolean admits(EmailAddress candidate, Set<String> groups) {
			return this.email.equals(candidate);
		}

	}

	/** Everybody with an address at a domain, not below it. */
	record OfDomain(Hostname domain) implements RoleRule {

		@Override
		public boolean admits(EmailAddress candidate, Set<String> groups) {
			return this.domain.value().equals(candidate.domain());
		}

	}

	/** Everybody whom the identity provider counts among a group, spelt exactly. */
	record OfGroup(String group) implements RoleRule {

		public OfGroup {
			if (group.isEmpty()) {
				throw new IllegalArgumentException("the group has no name");
			}
		}

		@Override
		public boolean admits(EmailAddress candidate, Set<String> groups) {
			return groups.contains(this.group);
		}

	}

}
