package dev.postern.grants;

import java.time.Instant;

import dev.postern.identity.PersonId;
import dev.postern.kernel.EmailAddress;

/** What one of those who decide has said. */
public record Vote(PersonId approver, EmailAddress email, Verdict verdict, String note, Instant at) {

	/** Yes or no. */
	public enum Verdict {

		APPROVE, REFUSE

	}

}
