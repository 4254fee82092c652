package dev.postern.identity;

import java.util.Optional;

/** Who may use an endpoint. */
public enum Audience {

	PUBLIC, SIGNED_IN, AUDITORS, ADMINS;

	public boolean admits(Optional<Person> caller) {
		return switch (this) {
			case PUBLIC -> true;
			case SIGNED_IN -> caller.isPresent();
			case AUDITORS -> caller.filter((person) -> person.has(Role.AUDITOR) || person.has(Role.ADMIN)).isPresent();
			case ADMINS -> caller.filter((person) -> person.has(Role.ADMIN)).isPresent();
		};
	}

}
