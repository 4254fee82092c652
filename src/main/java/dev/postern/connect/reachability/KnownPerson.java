package dev.postern.connect.reachability;

import java.util.Set;

import dev.postern.identity.Profile;
import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of whom at least the address is known.
 *
 * @param profile what is known of those who signed in to the portal; {@code null} of
 * others
 */
public record KnownPerson(EmailAddress email, @Nullable Profile profile) implements Comparable<KnownPerson> {

	/** Somebody of whom nothing else is known. */
	static KnownPerson ofAddress(EmailAddress email) {
		return new KnownPerson(email, null);
	}

	static KnownPerson ofProfile(Profile profile) {
		return new KnownPerson(profile.person().email(), profile);
	}

	public boolean hasSignedIn() {
		return this.profile != null;
	}

	/** How the identity provider calls them; empty when it never said. */
	public String name() {
		return (this.profile != null) ? this.profile.person().name() : "";
	}

	/**
	 * The groups that the last login named; {@code null} when they are not known. A login
	 * that names none counts as saying nothing, since providers leave out lists that are
	 * too long.
	 */
	public @Nullable Set<String> groups() {
		Set<String> groups = (this.profile != null) ? this.profile.person().groups() : Set.of();
		return groups.isEmpty() ? null : groups;
	}

	@Override
	public int compareTo(KnownPerson other) {
		return this.email.compareTo(other.email);
	}

}
