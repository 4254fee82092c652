package dev.postern.identity.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Starts a login at a provider that is configured; any other address leads to nothing, as
 * addresses that do not exist do.
 */
class KnownProviderResolver implements OAuth2AuthorizationRequestResolver {

	private static final String NAME = "name";

	private static final RequestMatcher START = PathPatternRequestMatcher.withDefaults()
		.matcher(OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + "/{" + NAME + "}");

	private final LoginProviders providers;

	private final OAuth2AuthorizationRequestResolver resolver;

	KnownProviderResolver(LoginProviders providers, OAuth2AuthorizationRequestResolver resolver) {
		this.providers = providers;
		this.resolver = resolver;
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
		boolean known = Optional.ofNullable(START.matcher(request).getVariables().get(NAME))
			.map(this.providers.registrations()::findByRegistrationId)
			.isPresent();
		return known ? this.resolver.resolve(request) : null;
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String provider) {
		return this.resolver.resolve(request, provider);
	}

}
