package dev.postern.history.search;

import java.util.Locale;

import dev.postern.kernel.EmailAddress;

/**
 * Who is meant, in any case.
 *
 * @param text a whole address, a part of one, or empty for entries that name nobody
 */
public record PersonTerm(String text) {

	public static final PersonTerm NOBODY = new PersonTerm("");

	public PersonTerm {
		text = text.toLowerCase(Locale.ROOT);
	}

	/** Whether it is one person, not a part of addresses. */
	public boolean whole() {
		return this.text.isEmpty() || EmailAddress.isWhole(this.text);
	}

}
