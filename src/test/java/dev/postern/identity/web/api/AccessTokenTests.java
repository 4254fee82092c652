package dev.postern.identity.web.api;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Which tokens of the issuer the API takes, and which it does not. */
@PosternTest
class AccessTokenTests {

	private static final String ME = "/api/v1/me";

	@Autowired
	private Portal portal;

	@Autowired
	private Clock clock;

	@Autowired
	private JdbcClient jdbc;

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "at+jwt", "AT+JWT", "application/at+jwt" })
	void typesOfAccessTokensAreTaken(String type) {
		assertThat(call(type, claims()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "logout+jwt", "secevent+jwt", "dpop+jwt" })
	void tokensOfOtherTypesAreRefused(String type) {
		assertThat(call(type, claims()).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonce", "at_hash", "c_hash", "s_hash" })
	void idTokenIsNoCredentialWhateverItsAudience(String mark) {
		HttpResponse<String> answer = call("JWT", with(mark, "n-0S6_WzA2Mj"));

		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("ID token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "azp", "client_id", "appid", "cid" })
	void tokenThatThePagesWereGivenIsRefused(String claim) {
		assertThat(call("JWT", with(claim, DemoIdentityProvider.CLIENT_ID)).statusCode()).isEqualTo(401);
		assertThat(call("JWT", with(claim, "another-client")).statusCode()).isEqualTo(200);
	}

	@Test
	void tokenForThePagesNamesItsClientOrIsRefused() {
		List<String> shared = List.of(DemoIdentityProvider.AUDIENCE, DemoIdentityProvider.CLIENT_ID);

		assertThat(call("JWT", with("aud", shared)).statusCode()).isEqualTo(401);
	}

	@Test
	void tokenWithoutAnEndIsRefused() {
		assertThat(call("JWT", with("exp", null)).statusCode()).isEqualTo(401);
	}

	@Test
	void clocksMayBeAMinuteApart() {
		Instant now = this.clock.instant();

		assertThat(call("JWT", with("exp", now.minusSeconds(50))).statusCode()).isEqualTo(200);
		assertThat(call("JWT", with("exp", now.minusSeconds(70))).statusCode()).isEqualTo(401);
		assertThat(call("JWT", with("nbf", now.plusSeconds(50))).statusCode()).isEqualTo(200);
		assertThat(call("JWT", with("nbf", now.plusSeconds(70))).statusCode()).isEqualTo(401);
	}

	@Test
	void tokenForAnotherAudienceOrOfAnotherIssuerIsRefused() {
		assertThat(call("JWT", with("aud", List.of("another"))).statusCode()).isEqualTo(401);
		assertThat(call("JWT", with("aud", null)).statusCode()).isEqualTo(401);
		assertThat(call("JWT", with("iss", "https://id.example.com")).statusCode()).isEqualTo(401);
		assertThat(call("JWT", with("iss", null)).statusCode()).isEqualTo(401);
		assertThat(call("JWT", with("aud", List.of("another", DemoIdentityProvider.AUDIENCE))).statusCode())
			.isEqualTo(200);
	}

	@Test
	void textOfTheIdTokenRestsNowhere_I9() {
		this.portal.as(DemoPerson.ADMIN);

		List<String> kept = this.jdbc.sql("SELECT attribute_bytes FROM spring_session_attributes")
			.query((row, number) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
			.list();
		assertThat(kept).isNotEmpty().allSatisfy((text) -> assertThat(text).doesNotContain("eyJ"));
	}

	private HttpResponse<String> call(String type, Map<String, Object> claims) {
		return Browser.bearing(this.portal.address(), DemoIdentityProvider.shared().signed(type, claims)).get(ME);
	}

	private Map<String, Object> claims() {
		Instant now = this.clock.instant();
		return Map.of("iss", DemoIdentityProvider.shared().issuer().toString(), "aud",
				List.of(DemoIdentityProvider.AUDIENCE), "sub", DemoPerson.ADMIN.email(), "email",
				DemoPerson.ADMIN.email(), "iat", now.minus(Duration.ofMinutes(5)), "exp",
				now.plus(Duration.ofMinutes(5)));
	}

	private Map<String, Object> with(String claim, @Nullable Object value) {
		Map<String, Object> claims = new HashMap<>(claims());
		if (value != null) {
			claims.put(claim, value);
		}
		else {
			claims.remove(claim);
		}
		return claims;
	}

}
