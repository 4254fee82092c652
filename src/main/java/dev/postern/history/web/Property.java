package dev.postern.history.web;

import java.util.Locale;

/** What can be asked of a login, in the order in which people ask. */
enum Property {

	SERVER, PERSON, COUNTRY, PROVIDER, IP, OUTCOME;

	/** Its name in addresses. */
	public String parameter() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** The name under which values come that a login must not have. */
	public String negation() {
		return "not" + name().charAt(0) + parameter().substring(1);
	}

}
