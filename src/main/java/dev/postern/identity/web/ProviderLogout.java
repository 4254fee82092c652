package dev.postern.identity.web;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Signs people out at the identity provider as well, where it has an address for that.
 * The provider knows them by its own session: the ID token, which it could take as a
 * hint, is kept nowhere.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID
 * Connect RP-Initiated Logout</a>
 */
class ProviderLogout extends SimpleUrlLogoutSuccessHandler {

	private final ClientRegistrationRepository registrations;

	ProviderLogout(ClientRegistrationRepository registrations) {
		this.registrations = registrations;
		setDefaultTargetUrl(LoginController.PATH);
	}

	@Override
	protected String determineTargetUrl(HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) {
		if (!(authentication instanceof OAuth2AuthenticationToken signedIn)) {
			return getDefaultTargetUrl();
		}
		ClientRegistration client = this.registrations
			.findByRegistrationId(signedIn.getAuthorizedClientRegistrationId());
		return Optional.ofNullable(client)
			.map((known) -> known.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint"))
			.map((endpoint) -> logoutAt(URI.create(endpoint.toString()), Objects.requireNonNull(client),
					signedIn.getPrincipal(), request))
			.orElseGet(this::getDefaultTargetUrl);
	}

	private static String logoutAt(URI endpoint, ClientRegistration client, OAuth2User person,
			HttpServletRequest request) {
		return UriComponentsBuilder.fromUri(endpoint)
			.queryParam("client_id", "{client}")
			.queryParam("logout_hint", "{hint}")
			.queryParam("post_logout_redirect_uri", "{back}")
			.encode()
			.buildAndExpand(client.getClientId(), hint(person), portal(request) + LoginController.PATH)
			.toUriString();
	}

	/** What the provider most likely knows the session by. */
	private static String hint(OAuth2User person) {
		return Stream.of("login_hint", "sid")
			.map(person.getAttributes()::get)
			.filter(Objects::nonNull)
			.map(String::valueOf)
			.findFirst()
			.orElseGet(person::getName);
	}

	private static String portal(HttpServletRequest request) {
		return UriComponentsBuilder.fromUriString(UrlUtils.buildFullRequestUrl(request))
			.replacePath(request.getContextPath())
			.replaceQuery(null)
			.fragment(null)
			.build()
			.toUriString();
	}

}
