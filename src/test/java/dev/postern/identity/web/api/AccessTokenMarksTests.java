package dev.postern.identity.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTokenMarksTests {

	@Test
	void onlyClientsThatTheSettingNamesMayCall() {
		AccessTokenMarks marks = new AccessTokenMarks(Set.of("deploy"), Set.of("portal"));

		assertThat(marks.validate(token(Map.of("azp", "deploy"))).hasErrors()).isFalse();
		assertThat(marks.validate(token(Map.of("azp", "other"))).hasErrors()).isTrue();
		assertThat(marks.validate(token(Map.of("azp", "deploy", "client_id", "other"))).hasErrors()).isTrue();
		assertThat(marks.validate(token(Map.of("sub", "ada"))).hasErrors()).as("names no client").isTrue();
	}

	@Test
	void clientOfThePagesMayCallWhereTheSettingNamesIt() {
		assertThat(new AccessTokenMarks(Set.of("portal"), Set.of("portal")).validate(token(Map.of("azp", "portal")))
			.hasErrors()).isFalse();
	}

	@Test
	void anyOtherClientMayCallWithoutTheSetting() {
		AccessTokenMarks marks = new AccessTokenMarks(Set.of(), Set.of("portal"));

		assertThat(marks.validate(token(Map.of("sub", "ada"))).hasErrors()).isFalse();
		assertThat(marks.validate(token(Map.of("client_id", "deploy"))).hasErrors()).isFalse();
		assertThat(marks.validate(token(Map.of("azp", "portal"))).hasErrors()).isTrue();
	}

	@Test
	void tokenForThePagesThatNamesNoClientMayBeAnIdTokenAndIsRefused() {
		AccessTokenMarks marks = new AccessTokenMarks(Set.of(), Set.of("portal"));
		List<String> shared = List.of("api", "portal");

		assertThat(marks.validate(token(Map.of("aud", shared))).hasErrors()).isTrue();
		assertThat(marks.validate(token(Map.of("aud", shared, "azp", "portal"))).hasErrors()).isTrue();
		assertThat(marks.validate(token(Map.of("aud", List.of("api")))).hasErrors()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "azp", "client_id", "appid", "cid" })
	void tokenForThePagesThatNamesAnotherClientIsTaken(String claim) {
		AccessTokenMarks marks = new AccessTokenMarks(Set.of(), Set.of("portal"));

		assertThat(marks.validate(token(Map.of("aud", List.of("portal"), claim, "deploy"))).hasErrors()).isFalse();
		assertThat(marks.validate(token(Map.of("aud", List.of("portal"), claim, "portal"))).hasErrors()).isTrue();
	}

	private static Jwt token(Map<String, Object> claims) {
		return new Jwt("text", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), Map.of("alg", "RS256"), claims);
	}

}
