package dev.postern.identity.sessions;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionInformation;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;
import org.springframework.stereotype.Component;

/**
 * Ends sessions when the identity provider says so. It remembers nothing of its own: the
 * sessions in the database know by what the provider names them.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID
 * Connect Back-Channel Logout</a>
 */
@Component
class ProviderSessions implements OidcSessionRegistry {

	private final Sessions sessions;

	ProviderSessions(Sessions sessions) {
		this.sessions = sessions;
	}

	/** The session is marked when it begins. */
	@Override
	public void saveSessionInformation(OidcSessionInformation info) {
	}

	/** The marks of a session go with it. */
	@Override
	public @Nullable OidcSessionInformation removeSessionInformation(String clientSessionId) {
		return null;
	}

	/**
	 * Ends what the token names, on all instances; none is left that would have to be
	 * asked to sign out.
	 */
	@Override
	public Iterable<OidcSessionInformation> removeSessionInformation(OidcLogoutToken token) {
		this.sessions.endAtProvider(String.valueOf(token.getIssuer()), token.getSubject(), token.getSessionId());
		return List.of();
	}

}
