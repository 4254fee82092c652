package dev.postern.grants.terms;

import java.util.Optional;
import java.util.Set;

import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.PlainText;

/** People of the portal who are meant by the terms of a server. */
public sealed interface Whom {

	boolean means(Person person);

	/** As it is entered and stored, for example {@code domain:example.com}. */
	String text();

	/** Reads what somebody entered; empty when it means nobody. */
	static Optional<Whom> parse(String entered) {
		String text = entered.strip();
		int colon = text.indexOf(':');
		String kind = (colon < 0) ? text : text.substring(0, colon).strip();
		String value = (colon < 0) ? "" : text.substring(colon + 1).strip();
		try {
			return switch (kind) {
				case "email" -> Optional.of(new OnePerson(EmailAddress.of(value)));
				case "domain" -> Optional.of(new AtDomain(Hostname.of(value)));
				case "group" ->
					(value.isEmpty() || PlainText.breaks(value)) ? Optional.empty() : Optional.of(new InGroup(value));
				case "everybody" -> (colon < 0) ? Optional.of(new Everybody()) : Optional.empty();
				case "administrators" -> (colon < 0) ? Optional.of(new Administrators()) : Optional.empty();
				default -> Optional.empty();
			};
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** Whether any of them means a person. */
	static boolean any(Set<Whom> meant, Person person) {
		return meant.stream().anyMatch((whom) -> whom.means(person));
	}

	/** One person. */
	record OnePerson(EmailAddress email) implements Whom {

		@Override
		public boolean means(Person person) {
			return this.email.equals(person.email());
		}

		@Override
		public String text() {
			return "email:" + this.email;
		}

	}

	/** Everybody with an address at a domain, not below it. */
	record AtDomain(Hostname domain) implements Whom {

		@Override
		public boolean means(Person person) {
			return this.domain.value().equals(person.email().domain());
		}

		@Override
		public String text() {
			return "domain:" + this.domain;
		}

	}

	/** Everybody whom the identity provider counts among a group, spelt exactly. */
	record InGroup(String group) implements Whom {

		@Override
		public boolean means(Person person) {
			return person.groups().contains(this.group);
		}

		@Override
		public String text() {
			return "group:" + this.group;
		}

	}

	/** Everybody who can sign in. */
	record Everybody() implements Whom {

		@Override
		public boolean means(Person person) {
			return true;
		}

		@Override
		public String text() {
			return "everybody";
		}

	}

	/** Everybody who administers the portal. */
	record Administrators() implements Whom {

		@Override
		public boolean means(Person person) {
			return person.has(Role.ADMIN);
		}

		@Override
		public String text() {
			return "administrators";
		}

	}

}
