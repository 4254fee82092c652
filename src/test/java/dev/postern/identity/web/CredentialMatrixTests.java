package dev.postern.identity.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.EmbeddedDatabase;
import dev.postern.tryout.Instance;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each credential of an administrator by group is worth, at each kind of endpoint
 * and in each state of the person. What changes the state happens on one instance, what
 * is asked goes to another.
 */
class CredentialMatrixTests {

	private static final Pattern REVOKE = Pattern.compile("/people/[^/\"]+/tokens/[0-9a-f-]{36}/revoke");

	/**
	 * Columns: a page of one's own, a page for administrators, one's own ssh config, what
	 * else is one's own, what administrators read, what they change.
	 */
	private static final String EXPECTED = """
			usual       session    200 200 401 401 401 401
			usual       READ       302 302 200 200 200 403
			usual       WRITE      302 302 200 200 200 422
			usual       SSH_CONFIG 302 302 200 403 403 403
			usual       JWT        302 302 200 200 200 422
			narrowed    session    302 302 401 401 401 401
			narrowed    READ       302 302 200 200 403 403
			narrowed    WRITE      302 302 200 200 403 403
			narrowed    SSH_CONFIG 302 302 200 403 403 403
			narrowed    JWT        302 302 200 200 403 403
			away        session    200 200 401 401 401 401
			away        READ       302 302 401 401 401 401
			away        WRITE      302 302 401 401 401 401
			away        SSH_CONFIG 302 302 401 401 401 401
			away        JWT        302 302 200 200 200 422
			signed-out  session    302 302 401 401 401 401
			signed-out  READ       302 302 200 200 200 403
			signed-out  WRITE      302 302 200 200 200 422
			signed-out  SSH_CONFIG 302 302 200 403 403 403
			signed-out  JWT        302 302 200 200 200 422
			revoked     session    302 302 401 401 401 401
			revoked     READ       302 302 401 401 401 401
			revoked     WRITE      302 302 401 401 401 401
			revoked     SSH_CONFIG 302 302 401 401 401 401
			revoked     JWT        302 302 200 200 200 422
			locked      session    302 302 401 401 401 401
			locked      READ       302 302 401 401 401 401
			locked      WRITE      302 302 401 401 401 401
			locked      SSH_CONFIG 302 302 401 401 401 401
			locked      JWT        302 302 401 401 401 401
			""";

	/** Far more is refused here in a minute than a client may do, on a quick computer. */
	private static final String[] SETTINGS = { "postern.identity.roles.admin=email:admin@example.com,group:keepers",
			"postern.web.sign-ins-per-minute=10000", "postern.web.refused-tokens-per-minute=10000" };

	private final EmbeddedDatabase database = EmbeddedDatabase.create();

	@Test
	void credentialIsWorthWhatItsPersonIsWorthOnEveryInstance_I11() {
		try (FakeCloudflare cloudflare = FakeCloudflare.start()) {
			DemoAccount.empty(cloudflare);
			try (Instance first = Instance.start(this.database, cloudflare, SETTINGS);
					Instance second = Instance.start(this.database, cloudflare, SETTINGS)) {
				String found = Stream.of("usual", "narrowed", "away", "signed-out", "revoked", "locked")
					.map((state) -> new Keeper(state, first).table(second))
					.collect(Collectors.joining());
				assertThat(found).isEqualTo(EXPECTED);
			}
		}
	}

	/** Somebody whom a group makes an administrator, with a credential of each kind. */
	private static final class Keeper {

		private final String state;

		private final Instance first;

		private final DemoPerson person;

		private final Browser session;

		private final Map<String, String> tokens;

		private final List<String> groups;

		Keeper(String state, Instance first) {
			this.state = state;
			this.first = first;
			this.person = new DemoPerson(state + "@example.com", state, List.of("keepers", "blue"), true);
			this.groups = state.equals("narrowed") ? List.of("blue") : this.person.groups();
			DemoIdentityProvider.shared().add(this.person);
			this.session = Browser.signedIn(first.address(), this.person);
			this.tokens = Stream.of("READ", "WRITE", "SSH_CONFIG")
				.collect(Collectors.toMap((scope) -> scope, this::create));
			enter();
		}

		private String create(String scope) {
			return this.session.createToken(scope, scope);
		}

		private void enter() {
			switch (this.state) {
				case "narrowed" -> Browser.bearing(this.first.address(), jwt()).get("/api/v1/me");
				case "away" -> this.first.bean(JdbcClient.class)
					.sql("UPDATE person SET last_login_at = now() - interval '31 days' WHERE email = ?")
					.param(this.person.email())
					.update();
				case "signed-out" -> new Browser(this.first.address()).post("/logout/connect/back-channel/demo",
						Map.of("logout_token", DemoIdentityProvider.shared()
							.signed("logout+jwt", BackChannelLogoutTests.logoutToken(this.person.email(), null))));
				case "revoked" -> revokeAll();
				case "locked" -> admin().postFrom("/people", page() + "/lock", Map.of());
				default -> {
				}
			}
		}

		private void revokeAll() {
			Browser admin = admin();
			REVOKE.matcher(admin.get(page()).body())
				.results()
				.map(MatchResult::group)
				.forEach((revoke) -> admin.postFrom(page(), revoke, Map.of()));
			admin.postFrom(page(), page() + "/sessions/end", Map.of());
		}

		private Browser admin() {
			return Browser.signedIn(this.first.address(), DemoPerson.ADMIN);
		}

		private String page() {
			return "/people/" + this.first.bean(JdbcClient.class)
				.sql("SELECT id::text FROM person WHERE email = ?")
				.param(this.person.email())
				.query(String.class)
				.single();
		}

		private String jwt() {
			Instant now = Instant.now();
			return DemoIdentityProvider.shared()
				.signed("at+jwt",
						Map.of("iss", DemoIdentityProvider.shared().issuer().toString(), "aud",
								List.of(DemoIdentityProvider.AUDIENCE), "sub", this.person.email(), "email",
								this.person.email(), "groups", this.groups, "iat", now, "exp", now.plusSeconds(300)));
		}

		String table(Instance second) {
			String bySession = row("session", this.session.at(second.address()));
			String byTokens = Stream.of("READ", "WRITE", "SSH_CONFIG")
				.map((scope) -> row(scope, Browser.bearing(second.address(), this.tokens.getOrDefault(scope, ""))))
				.collect(Collectors.joining());
			return bySession + byTokens + row("JWT", Browser.bearing(second.address(), jwt()));
		}

		private String row(String credential, Browser browser) {
			String answers = Stream
				.of(browser.get("/tokens"), browser.get("/people"), browser.get("/api/v1/me/ssh-config"),
						browser.get("/api/v1/me"), browser.get("/api/v1/servers"),
						browser.json("POST", "/api/v1/servers", "{}"))
				.map((answer) -> String.valueOf(answer.statusCode()))
				.collect(Collectors.joining(" "));
			return "%-11s %-10s %s\n".formatted(this.state, credential, answers);
		}

	}

}
