package dev.postern.identity;

import java.util.Optional;

/** Who may use an endpoint. */
public enum Audience {

	ANYBODY, EVERYONE, AUDITORS, ADMINS;

	public boolean admits(Optional<Person> caller) {
		return switch (this) {
			case ANYBODY -> true;
			case EVERYONE -> caller.isPresent();
			case AUDITORS -> caller.filter((person) -> person.has(Role.AUDITOR) || person.has(Role.ADMIN)).isPresent();
			case ADMINS -> caller.filter((person) -> person.has(Role.ADMIN)).isPresent();
		};
	}

}
