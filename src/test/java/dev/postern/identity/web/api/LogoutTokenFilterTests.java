package dev.postern.identity.web.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.postern.kernel.SettableClock;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import static org.assertj.core.api.Assertions.assertThat;

class LogoutTokenFilterTests {

	private final AtomicInteger asked = new AtomicInteger();

	private HttpServer provider;

	private final SettableClock clock = new SettableClock();

	private volatile RSAKey key;

	private LogoutTokenFilter filter;

	@BeforeEach
	void start() throws IOException, JOSEException {
		this.key = new RSAKeyGenerator(2048).keyID("known").generate();
		this.provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.provider.createContext("/keys", (exchange) -> {
			try (exchange) {
				this.asked.incrementAndGet();
				byte[] published = new JWKSet(this.key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(200, published.length);
				exchange.getResponseBody().write(published);
			}
		});
		this.provider.start();
		String issuer = "http://localhost:%d".formatted(this.provider.getAddress().getPort());
		ClientRegistration registration = ClientRegistration.withRegistrationId("demo")
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.clientId("portal")
			.redirectUri("http://localhost/back")
			.authorizationUri(issuer + "/authorize")
			.tokenUri(issuer + "/token")
			.issuerUri(issuer)
			.jwkSetUri(issuer + "/keys")
			.build();
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("registrations", new InMemoryClientRegistrationRepository(registration));
		this.filter = new LogoutTokenFilter(beans.getBeanProvider(ClientRegistrationRepository.class), this.clock);
	}

	@AfterEach
	void stop() {
		this.provider.stop(0);
	}

	@Test
	void tokensThatTheProviderHasNotSignedDoNotMakeARequestEach() throws Exception {
		for (int token = 0; token < 100; token++) {
			assertThat(answer("demo", signed("unknown-" + token))).isIn(400, 503);
			assertThat(answer("demo", "nonsense")).isEqualTo(400);
		}
		assertThat(this.asked).hasValueLessThanOrEqualTo(2);
		assertThat(answer("demo", signed("known", new JWTClaimsSet.Builder().expirationTime(in(60)).build())))
			.isEqualTo(400);
		assertThat(answer("demo", signed("known"))).as("left to Spring Security").isEqualTo(200);
	}

	@Test
	void providerThatDoesNotTellItsKeysIsNoFaultOfTheToken() throws Exception {
		stop();

		assertThat(answer("demo", signed("known"))).isEqualTo(503);
	}

	@Test
	void tokenOfAFreshKeyIsToComeAgainWhileStrangersUseUpTheQuestionsForKeys() throws Exception {
		for (int token = 0; token < 10; token++) {
			answer("demo", signed("unknown-" + token));
		}
		this.key = new RSAKeyGenerator(2048).keyID("fresh").generate();

		MockHttpServletResponse response = response("demo", signed("fresh"));

		assertThat(response.getStatus()).isEqualTo(503);
		assertThat(response.getHeader("Retry-After")).isEqualTo("30");
	}

	@ParameterizedTest
	@CsvSource({ "-599, , 200", "-601, , 400", "59, , 200", "61, , 400", "-3600, 60, 200", "-3600, -59, 200",
			"-3600, -60, 400" })
	void tokenCountsUntilItsEndOrElseForTenMinutes(int issued, @Nullable Integer end, int status) throws Exception {
		JWTClaimsSet.Builder claims = claims(issued);
		if (end != null) {
			claims.expirationTime(in(end));
		}

		assertThat(answer("demo", signed("known", claims.build()))).isEqualTo(status);
	}

	@Test
	void unknownProviderIsLeftToSpringSecurity() throws Exception {
		assertThat(answer("another", "nonsense")).isEqualTo(200);
		assertThat(this.asked).hasValue(0);
	}

	private int answer(String name, String token) throws ServletException, IOException {
		return response(name, token).getStatus();
	}

	private MockHttpServletResponse response(String name, String token) throws ServletException, IOException {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/logout/connect/back-channel/" + name);
		request.addParameter("logout_token", token);
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.filter.doFilter(request, response, new MockFilterChain());
		return response;
	}

	private String signed(String id) throws JOSEException {
		return signed(id, claims(0).build());
	}

	private JWTClaimsSet.Builder claims(int issued) {
		return new JWTClaimsSet.Builder().issuer("https://id.example.com")
			.audience("portal")
			.issueTime(in(issued))
			.jwtID("1")
			.claim("events", Map.of());
	}

	private Date in(int seconds) {
		return Date.from(this.clock.instant().plusSeconds(seconds));
	}

	private String signed(String id, JWTClaimsSet claims) throws JOSEException {
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(), claims);
		token.sign(new RSASSASigner(this.key));
		return token.serialize();
	}

}
