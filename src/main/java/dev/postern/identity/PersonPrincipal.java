package dev.postern.identity;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The principal of a session or of a bearer token, which knows its person. */
public interface PersonPrincipal {

	Person person();

	/** The person behind the present request; empty when nobody is signed in. */
	static Optional<Person> currentPerson() {
		return personOf(SecurityContextHolder.getContext().getAuthentication());
	}

	static Optional<Person> personOf(@Nullable Authentication authentication) {
		return (authentication != null && authentication.getPrincipal() instanceof PersonPrincipal principal)
				? Optional.of(principal.person()) : Optional.empty();
	}

}
