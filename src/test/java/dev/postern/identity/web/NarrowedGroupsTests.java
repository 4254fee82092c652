package dev.postern.identity.web;

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

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What an access token takes back that a sign-in gave. */
@PosternTest
class NarrowedGroupsTests {

	private static final String ME = "/api/v1/me";

	private final Portal portal;

	private final JdbcClient database;

	@Autowired
	NarrowedGroupsTests(Portal portal, JdbcClient database) {
		this.portal = portal;
		this.database = database;
	}

	@Test
	void groupThatATokenDoesNotNameCountsNoMoreForSessionsAndLaterSignInsGiveItBack() {
		DemoPerson person = person("mover@example.com", List.of("blue", "green"));
		Browser browser = this.portal.as(person);
		assertThat(browser.get("/tokens").statusCode()).isEqualTo(200);

		assertThat(call(person, List.of("green", "red"), Instant.now())).contains("green", "red");

		assertThat(groups(person)).isEqualTo("green");
		assertThat(browser.get("/tokens").headers().firstValue("Location").orElse("")).endsWith("?refused=ended");
		this.portal.as(person);
		assertThat(groups(person)).isEqualTo("blue green");
	}

	@Test
	void groupsThatATokenAddsCountForThatCallAlone() {
		DemoPerson person = person("climber@example.com", List.of("blue"));
		Browser browser = this.portal.as(person);

		assertThat(call(person, List.of("blue", "red"), Instant.now())).contains("red");

		assertThat(groups(person)).isEqualTo("blue");
		assertThat(browser.get("/tokens").statusCode()).isEqualTo(200);
	}

	@Test
	void tokenFromBeforeTheSignInTakesNothingBack() {
		DemoPerson person = person("joiner@example.com", List.of("blue"));
		Browser browser = this.portal.as(person);

		call(person, List.of(), Instant.now().minus(Duration.ofMinutes(5)));

		assertThat(groups(person)).isEqualTo("blue");
		assertThat(browser.get("/tokens").statusCode()).isEqualTo(200);
	}

	@Test
	void groupsThatATokenWithholdsOrDoesNotSpeakOfCountNoMore() {
		DemoPerson person = person("quiet@example.com", List.of("blue"));
		this.portal.as(person);
		call(person, null, Instant.now());
		assertThat(groups(person)).isEmpty();

		this.portal.as(person);
		Map<String, Object> withheld = claims(person, null, Instant.now());
		withheld.put("_claim_names", Map.of("groups", "src1"));
		assertThat(call(withheld)).contains("\"groupsWithheld\":true");
		assertThat(groups(person)).isEmpty();
	}

	private static DemoPerson person(String email, List<String> groups) {
		DemoPerson person = new DemoPerson(email, "Mo " + email.charAt(0), groups, true);
		DemoIdentityProvider.shared().add(person);
		return person;
	}

	private String call(DemoPerson person, @Nullable List<String> groups, Instant saidAt) {
		return call(claims(person, groups, saidAt));
	}

	private String call(Map<String, Object> claims) {
		return Browser.bearing(this.portal.address(), DemoIdentityProvider.shared().signed("at+jwt", claims))
			.get(ME)
			.body();
	}

	private static Map<String, Object> claims(DemoPerson person, @Nullable List<String> groups, Instant saidAt) {
		Map<String, Object> claims = new HashMap<>(Map.of("iss", DemoIdentityProvider.shared().issuer().toString(),
				"aud", List.of(DemoIdentityProvider.AUDIENCE), "sub", person.email(), "email", person.email(), "iat",
				saidAt, "exp", Instant.now().plus(Duration.ofMinutes(5))));
		if (groups != null) {
			claims.put("groups", groups);
		}
		return claims;
	}

	private String groups(DemoPerson person) {
		return this.database.sql("SELECT array_to_string(groups, ' ') FROM person WHERE email = ?")
			.param(person.email())
			.query(String.class)
			.single();
	}

}
