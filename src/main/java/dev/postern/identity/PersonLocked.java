package dev.postern.identity;

import dev.postern.kernel.EmailAddress;

/** An administrator keeps this person out. */
public class PersonLocked extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient EmailAddress email;

	public PersonLocked(EmailAddress email) {
		super(email + " is locked");
		this.email = email;
	}

	public EmailAddress email() {
		return this.email;
	}

}
