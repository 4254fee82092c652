package dev.postern.identity.web.api;

import dev.postern.identity.tokens.OutOfScope;
import dev.postern.identity.traces.RefusalCounts;
import dev.postern.kernel.WrongSetting;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

/** The API: a bearer token with each request, no session, no cookie. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

	private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

	private static final String AUDIENCES = "spring.security.oauth2.resourceserver.jwt.audiences";

	ApiSecurity(OAuth2ResourceServerProperties properties) {
		OAuth2ResourceServerProperties.Jwt settings = properties.getJwt();
		if (settings.getIssuerUri() == null
				&& (settings.getJwkSetUri() != null || settings.getPublicKeyLocation() != null)) {
			throw new WrongSetting(ISSUER, "is missing: keys alone do not tell whose tokens are let in.");
		}
		if (settings.getIssuerUri() != null && settings.getAudiences().isEmpty()) {
			throw new WrongSetting(AUDIENCES, "is missing: name the audience that the issuer puts into tokens meant "
					+ "for Postern, or a token made for any other application would be let in.");
		}
	}

	@Bean
	@Order(1)
	SecurityFilterChain apiChain(HttpSecurity http, BearerAuthenticator authenticator, RefusalCounts refusals) {
		return http.securityMatcher("/api/**")
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.oauth2ResourceServer(
					(server) -> server.authenticationManagerResolver((request) -> authenticator::authenticate)
						.authenticationEntryPoint(new BearerEntryPoint(refusals))
						.accessDeniedHandler(refusal()))
			.headers((headers) -> headers.contentSecurityPolicy((csp) -> csp.policyDirectives("default-src 'none'")))
			.build();
	}

	private static AccessDeniedHandler refusal() {
		BearerTokenAccessDeniedHandler standard = new BearerTokenAccessDeniedHandler();
		return (request, response, failure) -> {
			standard.handle(request, response, failure);
			if (failure instanceof OutOfScope scope) {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
				response.sendError(HttpServletResponse.SC_FORBIDDEN, scope.code());
				return;
			}
			response.sendError(HttpServletResponse.SC_FORBIDDEN);
		};
	}

}
