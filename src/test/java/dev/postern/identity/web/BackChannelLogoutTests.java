package dev.postern.identity.web;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.EmbeddedDatabase;
import dev.postern.tryout.Instance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.session.FindByIndexNameSessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** The identity provider ends sessions, by whichever instance it reaches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackChannelLogoutTests {

	private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

	private FakeCloudflare cloudflare;

	private Instance first;

	private Instance second;

	private JdbcClient database;

	@BeforeAll
	void start() {
		EmbeddedDatabase database = EmbeddedDatabase.create();
		this.cloudflare = FakeCloudflare.start();
		DemoAccount.empty(this.cloudflare);
		this.first = Instance.start(database, this.cloudflare);
		this.second = Instance.start(database, this.cloudflare);
		this.database = this.first.bean(JdbcClient.class);
	}

	@AfterAll
	void stop() {
		this.second.close();
		this.first.close();
		this.cloudflare.close();
	}

	@Test
	void allSessionsOfAPersonEndOnEveryInstanceAndNobodyElses_I10() {
		Browser one = Browser.signedIn(this.first.address(), DemoPerson.DEVELOPER);
		Browser other = Browser.signedIn(this.second.address(), DemoPerson.DEVELOPER);
		Browser admin = Browser.signedIn(this.first.address(), DemoPerson.ADMIN);

		HttpResponse<String> answer = logOut(this.second, logoutToken(DemoPerson.DEVELOPER.email(), null));

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(List.of(one, other)).allSatisfy((browser) -> assertThat(isSignedIn(browser)).isFalse());
		assertThat(isSignedIn(one.at(this.second.address()))).isFalse();
		assertThat(isSignedIn(admin)).isTrue();
		assertThat(this.database.sql("""
				SELECT count(*) FROM audit_event
				WHERE action = 'session.ended-by-provider' AND actor_name = 'identity' AND subject_name = ?""")
			.param(DemoPerson.DEVELOPER.email())
			.query(Integer.class)
			.single()).isEqualTo(2);
		assertThat(isSignedIn(Browser.signedIn(this.first.address(), DemoPerson.DEVELOPER))).isTrue();
	}

	@Test
	void oneSessionOfTheProviderEndsAlone() {
		Browser one = Browser.signedIn(this.first.address(), DemoPerson.AUDITOR);
		String session = sessionsAtTheProvider(DemoPerson.AUDITOR).getFirst();
		Browser other = Browser.signedIn(this.first.address(), DemoPerson.AUDITOR);

		assertThat(logOut(this.second, logoutToken(DemoPerson.ADMIN.email(), session)).statusCode()).isEqualTo(200);
		assertThat(isSignedIn(one)).as("it is not the session of that person").isTrue();

		assertThat(logOut(this.second, logoutToken(null, session)).statusCode()).isEqualTo(200);
		assertThat(isSignedIn(one)).isFalse();
		assertThat(isSignedIn(other)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "iss", "aud", "events", "iat", "jti", "sub", "nonce" })
	void tokenThatSaysLessOrMoreThanItShouldEndsNothing(String claim) {
		Browser browser = Browser.signedIn(this.first.address(), DemoPerson.ADMIN);
		Map<String, Object> claims = logoutToken(DemoPerson.ADMIN.email(), null);
		if (claims.remove(claim) == null) {
			claims.put(claim, "n-0S6_WzA2Mj");
		}

		assertThat(logOut(this.first, claims).statusCode()).isEqualTo(400);
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void tokenOfAnotherIssuerForAnotherClientOrSignedByNobodyEndsNothing() {
		Browser browser = Browser.signedIn(this.first.address(), DemoPerson.ADMIN);
		Map<String, Object> claims = logoutToken(DemoPerson.ADMIN.email(), null);
		String token = DemoIdentityProvider.shared().signed("logout+jwt", claims);

		claims.put("aud", List.of("another-client"));
		assertThat(logOut(this.first, claims).statusCode()).isEqualTo(400);
		claims.putAll(Map.of("aud", List.of(DemoIdentityProvider.CLIENT_ID), "iss", "https://id.example.com"));
		assertThat(logOut(this.first, claims).statusCode()).isEqualTo(400);
		assertThat(List.of(token.substring(0, token.lastIndexOf('.') + 1), token + "x", "nonsense", ""))
			.allSatisfy((text) -> assertThat(post(this.first, text).statusCode()).isEqualTo(400));
		assertThat(isSignedIn(browser)).isTrue();
	}

	private static boolean isSignedIn(Browser browser) {
		return browser.get("/tokens").statusCode() == 200;
	}

	private static HttpResponse<String> logOut(Instance instance, Map<String, Object> claims) {
		return post(instance, DemoIdentityProvider.shared().signed("logout+jwt", claims));
	}

	private static HttpResponse<String> post(Instance instance, String token) {
		return new Browser(instance.address()).post("/logout/connect/back-channel/demo", Map.of("logout_token", token));
	}

	static Map<String, Object> logoutToken(@Nullable String subject, @Nullable String session) {
		Instant now = Instant.now();
		Map<String, Object> claims = new HashMap<>(Map.of("iss", DemoIdentityProvider.shared().issuer().toString(),
				"aud", List.of(DemoIdentityProvider.CLIENT_ID), "iat", now, "exp", now.plusSeconds(120), "jti",
				UUID.randomUUID().toString(), "events", Map.of(EVENT, Map.of())));
		if (subject != null) {
			claims.put("sub", subject);
		}
		if (session != null) {
			claims.put("sid", session);
		}
		return claims;
	}

	private List<String> sessionsAtTheProvider(DemoPerson person) {
		String id = this.database.sql("SELECT id::text FROM person WHERE email = ?")
			.param(person.email())
			.query(String.class)
			.single();
		FindByIndexNameSessionRepository<?> sessions = this.first.bean(FindByIndexNameSessionRepository.class);
		return sessions.findByPrincipalName(id).values().stream().map((session) -> {
			SecurityContext context = session.getRequiredAttribute("SPRING_SECURITY_CONTEXT");
			Object principal = Objects.requireNonNull(context.getAuthentication()).getPrincipal();
			return String
				.valueOf(((PortalUser) Objects.requireNonNull(principal)).getIdToken().getClaimAsString("sid"));
		}).toList();
	}

}
