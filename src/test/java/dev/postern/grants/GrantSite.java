package dev.postern.grants;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import dev.postern.grants.terms.GrantTerms;
import dev.postern.grants.terms.Whom;
import dev.postern.identity.Person;
import dev.postern.identity.PersonClaims;
import dev.postern.identity.SignIns;
import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/** People of a portal and the terms of its servers, for tests. */
public final class GrantSite {

	private GrantSite() {
	}

	/** Somebody who has signed in. */
	public static Person person(SignIns signIns, String email, String... groups) {
		return signIns.signIn(new PersonClaims(new ProviderAccount("https://idp.example.com", "account of " + email),
				EmailAddress.of(email), email, Set.of(groups), false));
	}

	/** Everybody may ask, and one administrator says yes. */
	public static GrantTerms usual(ServerId server) {
		return with(server, 1, Set.of(new Whom.Administrators()));
	}

	public static GrantTerms with(ServerId server, int approvals, Set<Whom> approvers) {
		return new GrantTerms(server, Set.of(new Whom.Everybody()), Set.of(), approvers, approvals, Set.of(),
				Duration.ZERO, Duration.ofMinutes(5), Duration.ofDays(30), Duration.ofDays(7), "", true, 0);
	}

	public static GrantRequest request(ServerId server, String duration) {
		return new GrantRequest(server.toString(), null, "the disk is full", null, duration, null);
	}

	public static GrantRequest request(ServerId server, String duration, @Nullable Instant start) {
		return new GrantRequest(server.toString(), null, "the disk is full", null, duration, start);
	}

}
