package dev.postern.identity;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The principal of a session or of a bearer token, which knows its person. */
public interface PersonPrincipal {

	Person person();

	/** When the person signed in; empty for a bearer token. */
	default Optional<Instant> signedInAt() {
		return Optional.empty();
	}

	/** The person behind the present request; empty when nobody is signed in. */
	static Optional<Person> currentPerson() {
		return current().map(PersonPrincipal::person);
	}

	/** The principal behind the present request; empty when nobody is signed in. */
	static Optional<PersonPrincipal> current() {
		return of(SecurityContextHolder.getContext().getAuthentication());
	}

	static Optional<Person> personOf(@Nullable Authentication authentication) {
		return of(authentication).map(PersonPrincipal::person);
	}

	static Optional<PersonPrincipal> of(@Nullable Authentication authentication) {
		return (authentication != null && authentication.getPrincipal() instanceof PersonPrincipal principal)
				? Optional.of(principal) : Optional.empty();
	}

}
