package dev.postern.tryout;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Not a {@code @Configuration}, so that Postern's own scan never picks it up. */
@EnableWebSecurity
@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class,
		SecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class, HttpEncodingAutoConfiguration.class })
class DemoIdentityProviderConfiguration {

	/** For whom access tokens are. */
	static final String AUDIENCE = "postern";

	static final ParameterizedTypeReference<JWKSource<SecurityContext>> KEYS = new ParameterizedTypeReference<>() {
	};

	private static final RequestMatcher LOGOUT_WITHOUT_TOKEN = (
			request) -> "/connect/logout".equals(request.getServletPath())
					&& request.getParameter("id_token_hint") == null;

	/** As providers do that know the person by the session: the token is only a hint. */
	@Bean
	@Order(0)
	SecurityFilterChain logoutWithoutToken(HttpSecurity http, DemoClients clients) {
		return http.securityMatcher(LOGOUT_WITHOUT_TOKEN)
			.logout((logout) -> logout.logoutRequestMatcher(LOGOUT_WITHOUT_TOKEN)
				.logoutSuccessHandler((request, response,
						person) -> response.sendRedirect(clients.afterLogout(request.getParameter("client_id"),
								request.getParameter("post_logout_redirect_uri")))))
			.build();
	}

	@Bean
	@Order(1)
	SecurityFilterChain protocol(HttpSecurity http) {
		return http.oauth2AuthorizationServer((server) -> {
			http.securityMatcher(server.getEndpointsMatcher());
			server.oidc((oidc) -> {
			});
		})
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.exceptionHandling((exceptions) -> exceptions
				.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(DemoLoginPage.PATH)))
			.oauth2ResourceServer((server) -> server.jwt((jwt) -> {
			}))
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain login(HttpSecurity http) {
		return http
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(DemoLoginPage.PATH).permitAll().anyRequest().authenticated())
			.formLogin((form) -> form.loginPage(DemoLoginPage.PATH))
			.build();
	}

	@Bean
	RouterFunction<ServerResponse> loginPage(DemoPeople people) {
		return new DemoLoginPage(people).route();
	}

	@Bean
	AuthorizationServerSettings settings() {
		return AuthorizationServerSettings.builder().build();
	}

	@Bean
	OAuth2TokenCustomizer<JwtEncodingContext> claims(DemoPeople people) {
		return (context) -> {
			Authentication signedIn = Objects.requireNonNull(context.getPrincipal());
			DemoPerson person = Objects.requireNonNull(people.find(signedIn.getName()));
			context.getClaims()
				.subject(person.subject())
				.claim("email", person.email())
				.claim("email_verified", person.emailVerified())
				.claim("name", person.name());
			if (person.groups().size() > DemoPerson.MOST_GROUPS) {
				context.getClaims()
					.claim("_claim_names", Map.of("groups", "src1"))
					.claim("_claim_sources",
							Map.of("src1", Map.of("endpoint", "https://graph.example.com/users/1/getMemberObjects")));
			}
			else {
				context.getClaims().claim("groups", person.groups());
			}
			if ("access_token".equals(context.getTokenType().getValue())) {
				context.getClaims().audience(List.of(AUDIENCE));
			}
		};
	}

	@Bean
	JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		KeyPair pair = generator.generateKeyPair();
		RSAKey key = new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey(pair.getPrivate())
			.keyID("demo")
			.build();
		return new ImmutableJWKSet<>(new JWKSet(key));
	}

	@Bean
	JwtDecoder decoder(JWKSource<SecurityContext> keys) {
		return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
	}

}
