package dev.postern.identity.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.PersonPrincipal;
import dev.postern.identity.Role;
import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/**
 * The principal of a browser session. It lives in the database between requests and
 * outlives the process, so it is made of plain serialisable parts.
 */
class PortalUser extends DefaultOidcUser implements PersonPrincipal {

	private static final long serialVersionUID = 2L;

	/** What the provider knows the session by when it or somebody ends it. */
	private static final Set<String> KEPT = Set.of("iss", "sub", "aud", "sid", "login_hint");

	private final UUID id;

	private final String email;

	private final String displayName;

	private final HashSet<Role> roles;

	private final HashSet<String> groups;

	private final boolean groupsWithheld;

	private final Instant signedInAt;

	PortalUser(Person person, OidcIdToken idToken, Instant signedInAt) {
		super(List.of(new SimpleGrantedAuthority("SIGNED_IN")), withoutText(idToken));
		this.id = person.id().value();
		this.email = person.email().value();
		this.displayName = person.name();
		this.roles = new HashSet<>(person.roles());
		this.groups = new HashSet<>(person.groups());
		this.groupsWithheld = person.groupsWithheld();
		this.signedInAt = signedInAt;
	}

	/**
	 * The token's text would be a credential in the database, and its other claims are
	 * nobody's business there.
	 */
	private static OidcIdToken withoutText(OidcIdToken token) {
		Map<String, Object> kept = new HashMap<>(token.getClaims());
		kept.keySet().retainAll(KEPT);
		kept.replaceAll((claim, said) -> plain(said));
		return new OidcIdToken("not kept", token.getIssuedAt(), token.getExpiresAt(), kept);
	}

	/** Of classes that {@link SessionReader} knows. */
	private static Object plain(Object said) {
		return (said instanceof Collection<?> several)
				? several.stream().map(String::valueOf).collect(Collectors.toCollection(ArrayList::new))
				: said.toString();
	}

	@Override
	public Person person() {
		return new Person(new PersonId(this.id), EmailAddress.of(this.email), this.displayName, Set.copyOf(this.roles),
				Set.copyOf(this.groups), this.groupsWithheld);
	}

	@Override
	public Optional<Instant> signedInAt() {
		return Optional.of(this.signedInAt);
	}

	@Override
	public String getName() {
		return this.email;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PortalUser user && user.id.equals(this.id);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

}
