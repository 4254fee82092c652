package dev.postern.identity.web;

import dev.postern.identity.People;
import dev.postern.identity.PersonInConflict;
import dev.postern.identity.PersonLocked;

import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Turns what the identity provider says at login into somebody of the portal. */
@Component
class PortalUserService implements OAuth2UserService<OidcUserRequest, OidcUser> {

	private final OidcUserService provider = new OidcUserService();

	private final ClaimsReader reader;

	private final People people;

	PortalUserService(ClaimsReader reader, People people) {
		this.reader = reader;
		this.people = people;
	}

	@Override
	public OidcUser loadUser(OidcUserRequest request) {
		OidcUser user = this.provider.loadUser(request);
		try {
			return new PortalUser(this.people.signIn(this.reader.read(user.getClaims())), user.getIdToken());
		}
		catch (PersonLocked ex) {
			throw new SignInRefused(SignInRefused.Reason.LOCKED);
		}
		catch (PersonInConflict ex) {
			throw new SignInRefused(SignInRefused.Reason.CONFLICT);
		}
	}

}
