package dev.postern.identity.web.api;

import java.util.List;

import dev.postern.identity.Person;
import dev.postern.identity.PersonPrincipal;
import dev.postern.identity.tokens.TokenScope;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller of the API, known by a bearer token. */
public class BearerAuthentication extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final transient CallerPrincipal caller;

	private final TokenScope scope;

	BearerAuthentication(Person person, TokenScope scope) {
		super(List.of());
		this.caller = new CallerPrincipal(person);
		this.scope = scope;
		setAuthenticated(true);
	}

	/** What the token is good for. */
	public TokenScope scope() {
		return this.scope;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public Object getPrincipal() {
		return this.caller;
	}

	@Override
	public String getName() {
		return this.caller.person().email().value();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

	record CallerPrincipal(Person person) implements PersonPrincipal {
	}

}
