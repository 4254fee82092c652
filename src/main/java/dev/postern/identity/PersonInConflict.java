package dev.postern.identity;

import dev.postern.kernel.EmailAddress;

/**
 * The address that somebody shows belongs to another person; an administrator decides who
 * that is.
 */
public class PersonInConflict extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final EmailAddress email;

	PersonInConflict(EmailAddress email) {
		super("the address belongs to another account that Postern knows; an administrator decides on the page People");
		this.email = email;
	}

	public EmailAddress email() {
		return this.email;
	}

}
