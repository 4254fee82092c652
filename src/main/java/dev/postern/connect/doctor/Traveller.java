package dev.postern.connect.doctor;

import dev.postern.connect.reachability.WhatIf;
import dev.postern.identity.Person;
import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Whose way to a server the doctor goes. */
public sealed interface Traveller {

	/** The address of the person; {@code null} for nobody in particular. */
	@Nullable String name();

	/** Nobody in particular. */
	record Nobody() implements Traveller {

		@Override
		public @Nullable String name() {
			return null;
		}

	}

	/** The person who asks, who is told no more than is theirs to know. */
	record Myself(Person person) implements Traveller {

		@Override
		public String name() {
			return this.person.email().value();
		}

	}

	/** Somebody about whom an administrator asks. */
	record Somebody(EmailAddress email, WhatIf whatIf) implements Traveller {

		@Override
		public String name() {
			return this.email.value();
		}

	}

}
