package dev.postern.identity.web.api;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away logout tokens that the identity provider has not signed or not finished,
 * before Spring Security looks at what they say: that asks the provider for its keys for
 * each of them, anybody may send some, and what is missing would be a fault of ours.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 31)
class LogoutTokenFilter extends OncePerRequestFilter {

	private static final RequestMatcher ADDRESS = PathPatternRequestMatcher.withDefaults()
		.matcher(HttpMethod.POST, "/logout/connect/back-channel/{name}");

	private static final Set<String> REQUIRED = Set.of("iss", "aud", "iat", "jti", "events");

	private final ObjectProvider<ClientRegistrationRepository> registrations;

	private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

	LogoutTokenFilter(ObjectProvider<ClientRegistrationRepository> registrations) {
		this.registrations = registrations;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		RequestMatcher.MatchResult address = ADDRESS.matcher(request);
		Optional<JwtDecoder> decoder = address.isMatch() ? decoder(address.getVariables().getOrDefault("name", ""))
				: Optional.empty();
		if (decoder.isPresent()) {
			try {
				decoder.get().decode(Objects.toString(request.getParameter("logout_token"), ""));
			}
			catch (BadJwtException ex) {
				response.sendError(HttpServletResponse.SC_BAD_REQUEST);
				return;
			}
			catch (JwtException ex) {
				response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
				return;
			}
		}
		chain.doFilter(request, response);
	}

	private Optional<JwtDecoder> decoder(String name) {
		return Optional.ofNullable(this.registrations.getIfAvailable())
			.map((known) -> known.findByRegistrationId(name))
			.filter((registration) -> registration.getProviderDetails().getJwkSetUri() != null)
			.map((registration) -> this.decoders.computeIfAbsent(name, (key) -> decoder(registration)));
	}

	private static JwtDecoder decoder(ClientRegistration registration) {
		ClientRegistration.ProviderDetails provider = registration.getProviderDetails();
		NimbusJwtDecoder decoder = NimbusJwtDecoder
			.withJwkSource(IssuerKeys.of(String.valueOf(provider.getIssuerUri()), provider.getJwkSetUri()))
			.jwsAlgorithm(SignatureAlgorithm.RS256)
			.build();
		decoder.setJwtValidator(
				(token) -> token.getClaims().keySet().containsAll(REQUIRED) ? OAuth2TokenValidatorResult.success()
						: OAuth2TokenValidatorResult.failure(new OAuth2Error("incomplete")));
		return decoder;
	}

}
