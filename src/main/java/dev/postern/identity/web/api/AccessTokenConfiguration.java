package dev.postern.identity.web.api;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.identity.IdentityProperties;
import dev.postern.identity.web.LoginProviders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Access tokens of the configured issuer: whose keys count, and what a token must say.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri")
class AccessTokenConfiguration {

	private static final Logger log = LoggerFactory.getLogger(AccessTokenConfiguration.class);

	/** How far the clocks of issuer and portal may be apart. */
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

	/** RFC 9068, 4 asks for the last two; many issuers still say the first. */
	private static final JwtTypeValidator TYPE = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");

	static {
		TYPE.setAllowEmpty(true);
	}

	@Bean
	JwtDecoder accessTokenDecoder(OAuth2ResourceServerProperties properties, IdentityProperties identity,
			LoginProviders logins, Clock clock) {
		OAuth2ResourceServerProperties.Jwt settings = properties.getJwt();
		String issuer = Objects.requireNonNull(settings.getIssuerUri());
		Set<String> loginClients = logins.all()
			.stream()
			.map(ClientRegistration::getClientId)
			.collect(Collectors.toSet());
		warnOfSharedAudience(settings.getAudiences(), loginClients);
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(IssuerKeys.of(issuer, settings.getJwkSetUri()))
			.jwsAlgorithms((algorithms) -> settings.getJwsAlgorithms()
				.forEach((algorithm) -> algorithms.add(SignatureAlgorithm.from(algorithm))))
			.build();
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
				List.of(TYPE, timestamps(clock), new JwtIssuerValidator(issuer), audience(settings.getAudiences()),
						new AccessTokenMarks(Set.copyOf(identity.apiClients()), loginClients))));
		return decoder;
	}

	private static OAuth2TokenValidator<Jwt> timestamps(Clock clock) {
		JwtTimestampValidator timestamps = new JwtTimestampValidator(CLOCK_SKEW);
		timestamps.setAllowEmptyExpiryClaim(false);
		timestamps.setClock(clock);
		return timestamps;
	}

	private static OAuth2TokenValidator<Jwt> audience(List<String> audiences) {
		return new JwtClaimValidator<@Nullable Collection<String>>(JwtClaimNames.AUD,
				(named) -> named != null && named.stream().anyMatch(audiences::contains));
	}

	private static void warnOfSharedAudience(List<String> audiences, Set<String> loginClients) {
		audiences.stream()
			.filter(loginClients::contains)
			.forEach((shared) -> log.warn("spring.security.oauth2.resourceserver.jwt.audiences names {}, which is also "
					+ "the client id with which people sign in. ID tokens have that audience, too, so that only their "
					+ "claims tell them from access tokens. Give the API an audience of its own at the identity "
					+ "provider.", shared));
	}

}
