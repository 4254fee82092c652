package dev.postern.identity;

import dev.postern.kernel.EmailAddress;

/** An administrator keeps this person out. */
public class PersonLocked extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public PersonLocked(EmailAddress email) {
		super(email + " is locked");
	}

}
