package dev.postern.tryout;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The two clients of the demo identity provider: the portal and a command line. */
class DemoClients implements RegisteredClientRepository {

	static final String PORTAL_ID = "postern-portal";

	static final String PORTAL_SECRET = "demo-secret-of-the-portal";

	private final Set<URI> portals = ConcurrentHashMap.newKeySet();

	private final String secret = Objects
		.requireNonNull(PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(PORTAL_SECRET));

	private final RegisteredClient commandLine = client("command-line", TokenClient.CLIENT_ID)
		.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
		.redirectUri(TokenClient.REDIRECT)
		.build();

	void admit(URI portal) {
		this.portals.add(portal);
	}

	@Override
	public void save(RegisteredClient client) {
		throw new UnsupportedOperationException("clients are fixed here");
	}

	@Override
	public @Nullable RegisteredClient findById(String id) {
		return "portal".equals(id) ? portal() : ("command-line".equals(id) ? this.commandLine : null);
	}

	@Override
	public @Nullable RegisteredClient findByClientId(String clientId) {
		return PORTAL_ID.equals(clientId) ? portal()
				: (TokenClient.CLIENT_ID.equals(clientId) ? this.commandLine : null);
	}

	/**
	 * Where a browser goes after a logout: never anywhere that the client did not name
	 * before.
	 */
	String afterLogout(@Nullable String clientId, @Nullable String wanted) {
		RegisteredClient client = (clientId != null) ? findByClientId(clientId) : null;
		return (client != null && wanted != null && client.getPostLogoutRedirectUris().contains(wanted)) ? wanted
				: DemoLoginPage.PATH;
	}

	private RegisteredClient portal() {
		return client("portal", PORTAL_ID).clientSecret(this.secret)
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.redirectUris((uris) -> {
				uris.add("http://localhost/unused");
				this.portals.forEach((portal) -> uris.add(portal + "/login/oauth2/code/demo"));
			})
			.postLogoutRedirectUris((uris) -> this.portals.forEach((portal) -> uris.add(portal + "/login")))
			.build();
	}

	private static RegisteredClient.Builder client(String id, String clientId) {
		return RegisteredClient.withId(id)
			.clientId(clientId)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.scope("openid")
			.scope("profile")
			.scope("email")
			.clientSettings(ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false).build())
			.tokenSettings(TokenSettings.builder().accessTokenTimeToLive(Duration.ofHours(1)).build());
	}

}
