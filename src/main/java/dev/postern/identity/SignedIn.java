package dev.postern.identity;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The principal of a session or of a bearer token, which knows its person. */
public interface SignedIn {

	Person person();

	/** The person behind the present request; empty when nobody is signed in. */
	static Optional<Person> now() {
		return by(SecurityContextHolder.getContext().getAuthentication());
	}

	static Optional<Person> by(@Nullable Authentication authentication) {
		return (authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn)
				? Optional.of(signedIn.person()) : Optional.empty();
	}

}
