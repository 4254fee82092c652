package dev.postern.identity.web;

import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.identity.IdentityProperties;
import dev.postern.identity.http.SecurityHeaders;
import dev.postern.identity.traces.RefusalCounts;
import dev.postern.identity.traces.Traces;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The pages: login by OpenID Connect, a session in the database, and headers that let a
 * browser load and run only what Postern itself serves. Who may use which page is the
 * {@code EndpointGuard}'s business.
 */
@Configuration(proxyBeanMethods = false)
class BrowserSecurity {

	private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; "
			+ "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self' ";

	@Bean
	@Order(2)
	SecurityFilterChain browserChain(HttpSecurity http, LoginProviders providers, PortalUserService userService,
			IdentityProperties properties, Traces traces, RefusalCounts refusals,
			@Value("${server.servlet.session.cookie.secure}") boolean secureCookies) {
		ReturnPathCache returnPaths = returnPaths(providers, secureCookies);
		return http
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers(EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, "health"))
				.permitAll()
				.requestMatchers(EndpointRequest.toAnyEndpoint())
				.denyAll()
				.anyRequest()
				.permitAll())
			.oauth2Login((login) -> login.loginPage(LoginController.PATH)
				.authorizedClientRepository(new NoAuthorizedClientRepository())
				.authorizationEndpoint((endpoint) -> endpoint
					.authorizationRequestResolver(new KnownProviderResolver(providers, withPkce(providers))))
				.userInfoEndpoint((endpoint) -> endpoint.oidcUserService(userService))
				.successHandler(new LoginSuccessHandler(properties.session(), returnPaths))
				.failureHandler(new LoginFailureHandler(refusals)))
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(new LoginEntryPoint())
				.accessDeniedHandler(new PageAccessDeniedHandler()))
			.requestCache((cache) -> cache.requestCache(returnPaths))
			.csrf((csrf) -> csrf.csrfTokenRepository(new SessionCsrfTokens()))
			.logout((logout) -> logout.addLogoutHandler(new SignOutTrace(traces))
				.logoutSuccessHandler(new ProviderLogout(providers.registrations())))
			.oidcLogout((logout) -> logout.backChannel(Customizer.withDefaults()))
			.headers((headers) -> headers
				.contentSecurityPolicy(
						(csp) -> csp.policyDirectives(CONTENT_POLICY + String.join(" ", providers.origins())))
				.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
				.permissionsPolicyHeader((permissions) -> permissions.policy(SecurityHeaders.PERMISSIONS)))
			.build();
	}

	private static OAuth2AuthorizationRequestResolver withPkce(LoginProviders providers) {
		DefaultOAuth2AuthorizationRequestResolver resolver = new DefaultOAuth2AuthorizationRequestResolver(
				providers.registrations());
		resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
		return resolver;
	}

	/**
	 * Signed with the clients' secrets, which all instances know; without secrets, each
	 * instance knows only its own cookies.
	 */
	private static ReturnPathCache returnPaths(LoginProviders providers, boolean secure) {
		String secrets = providers.all()
			.stream()
			.map(ClientRegistration::getClientSecret)
			.collect(Collectors.joining());
		String secret = secrets.isEmpty() ? UUID.randomUUID().toString() : secrets;
		return new ReturnPathCache(() -> ReturnPathKey.of(secret), secure);
	}

}
