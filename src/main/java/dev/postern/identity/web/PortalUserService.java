package dev.postern.identity.web;

import java.time.Clock;
import java.util.Map;

import dev.postern.identity.Person;
import dev.postern.identity.PersonInConflict;
import dev.postern.identity.PersonLocked;
import dev.postern.identity.SignIns;
import dev.postern.identity.traces.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Turns what the identity provider says at login into somebody of the portal. */
@Component
class PortalUserService implements OAuth2UserService<OidcUserRequest, OidcUser> {

	private static final Logger log = LoggerFactory.getLogger(PortalUserService.class);

	private final OidcUserService provider = new OidcUserService();

	private final ClaimsReader reader;

	private final SignIns signIns;

	private final Traces traces;

	private final Clock clock;

	PortalUserService(ClaimsReader reader, SignIns signIns, Traces traces, Clock clock) {
		this.reader = reader;
		this.signIns = signIns;
		this.traces = traces;
		this.clock = clock;
	}

	@Override
	public OidcUser loadUser(OidcUserRequest request) {
		OidcUser user = this.provider.loadUser(request);
		try {
			Person person = this.signIns.signIn(this.reader.read(user.getClaims()));
			note(person, request.getClientRegistration().getRegistrationId());
			return new PortalUser(person, user.getIdToken(), this.clock.instant());
		}
		catch (PersonLocked ex) {
			throw new SignInRefused(SignInRefused.Reason.LOCKED, ex.email());
		}
		catch (PersonInConflict ex) {
			throw new SignInRefused(SignInRefused.Reason.CONFLICT, ex.email());
		}
	}

	/** Nobody gets a session of which the audit does not know (I10). */
	private void note(Person person, String provider) {
		try {
			this.traces.record(person.actor(), "person.signed-in", person.subject(), Map.of("provider", provider));
		}
		catch (DataAccessException | TransactionException ex) {
			log.error("Could not note a sign-in in the audit person={}", person.id(), ex);
			throw new SignInRefused(SignInRefused.Reason.NOT_NOTED, person.email());
		}
	}

}
