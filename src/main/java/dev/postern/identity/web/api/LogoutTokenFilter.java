package dev.postern.identity.web.api;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away logout tokens that the identity provider has not signed or not finished, or
 * signed long ago, before Spring Security looks at what they say. It checks them again,
 * and only it ends sessions, but it is not enough: its back-channel logout makes its
 * decoder itself and takes none of ours. That one asks the provider for its keys for each
 * token of an unknown key, which anybody may send, makes a fault of the portal of keys
 * that cannot be had, and takes a token without an end for ever.
 *
 * @see <a href=
 * "https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken">OpenID
 * Connect Back-Channel Logout, 2.4</a>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 31)
class LogoutTokenFilter extends OncePerRequestFilter {

	private static final RequestMatcher ADDRESS = PathPatternRequestMatcher.withDefaults()
		.matcher(HttpMethod.POST, "/logout/connect/back-channel/{name}");

	private static final Set<String> REQUIRED = Set.of("iss", "aud", "iat", "jti", "events");

	/** For how long a token counts that has no end, as some providers send them. */
	private static final Duration FRESH = Duration.ofMinutes(10);

	/** How far the clocks of provider and portal may be apart. */
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

	private static final String SOON = "30";

	private final ObjectProvider<ClientRegistrationRepository> registrations;

	private final Clock clock;

	private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

	LogoutTokenFilter(ObjectProvider<ClientRegistrationRepository> registrations, Clock clock) {
		this.registrations = registrations;
		this.clock = clock;
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
				response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
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

	private JwtDecoder decoder(ClientRegistration registration) {
		ClientRegistration.ProviderDetails provider = registration.getProviderDetails();
		NimbusJwtDecoder decoder = NimbusJwtDecoder
			.withJwkSource(IssuerKeys.of(String.valueOf(provider.getIssuerUri()), provider.getJwkSetUri()))
			.jwsAlgorithm(SignatureAlgorithm.RS256)
			.build();
		decoder.setJwtValidator((token) -> isComplete(token) && counts(token) ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(new OAuth2Error("incomplete or old")));
		return decoder;
	}

	private static boolean isComplete(Jwt token) {
		return token.getClaims().keySet().containsAll(REQUIRED);
	}

	private boolean counts(Jwt token) {
		Instant now = this.clock.instant();
		Instant end = token.getExpiresAt();
		if (end != null) {
			return end.isAfter(now.minus(CLOCK_SKEW));
		}
		Instant issued = token.getIssuedAt();
		return issued != null && !issued.isBefore(now.minus(FRESH)) && !issued.isAfter(now.plus(CLOCK_SKEW));
	}

}
