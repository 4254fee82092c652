package dev.postern.audit;

import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.SettableClock;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.HardenedTest;
import dev.postern.tryout.Portal;
import dev.postern.tryout.SettableClockConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day of the portal with the database role that owns nothing: people of each role and
 * strangers at once, and somebody with the portal's role in the database.
 */
@HardenedTest
@Import(SettableClockConfiguration.class)
@TestPropertySource(
		properties = { "postern.web.sign-ins-per-minute=1000", "postern.web.refused-tokens-per-minute=1000" })
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class MixedTrafficTests {

	private static final int ROUNDS = 8;

	private static final Duration PAUSE = Duration.ofHours(24).dividedBy(ROUNDS);

	private static final Pattern REVOKE = Pattern.compile("/tokens/[0-9a-f-]{36}/revoke");

	private final Portal portal;

	private final JdbcClient jdbc;

	private final FakeCloudflare cloudflare;

	private final AuditVerifier verifier;

	private final SettableClock clock;

	MixedTrafficTests(Portal portal, JdbcClient jdbc, FakeCloudflare cloudflare, AuditVerifier verifier,
			SettableClock clock) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.cloudflare = cloudflare;
		this.verifier = verifier;
		this.clock = clock;
	}

	@AfterEach
	void now() {
		this.clock.follow(InstantSource.system());
	}

	@Test
	void chainIsIntactAfterADayOfMixedTrafficAndAttacks_I10() throws Exception {
		this.cloudflare.addZone("day.example");
		String tunnel = this.cloudflare.addTunnel("day").toString();
		Instant begun = this.clock.instant();
		try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int round = 0; round < ROUNDS; round++) {
				int now = round;
				List<Future<?>> all = Stream
					.<Runnable>of(() -> administer(now, tunnel), () -> develop(now), () -> audit(), () -> stray(now),
							() -> attack(now))
					.<Future<?>>map(crowd::submit)
					.toList();
				for (Future<?> one : all) {
					one.get();
				}
				this.clock.goOn(PAUSE);
			}
		}

		assertThat(this.verifier.verify()).isInstanceOf(Verification.Intact.class);
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/audit/verification").body())
			.contains("as they were written");
		assertThat(this.jdbc.sql("SELECT DISTINCT action FROM audit_event").query(String.class).list()).contains(
				"person.signed-in", "person.signed-out", "person.locked", "person.unlocked", "server.registered",
				"server.edited", "server.removal_requested", "group.created", "token.created", "token.revoked",
				"ssh-config.downloaded", "export.downloaded", "sign-in.refused", "token.refused");
		assertThat(between(begun)).isGreaterThanOrEqualTo(PAUSE.multipliedBy(ROUNDS - 1));
		assertThat(this.jdbc.sql("SELECT count(*) FROM audit_event WHERE action = 'x' OR actor_name = 'nobody'")
			.query(Long.class)
			.single()).isZero();
	}

	private Duration between(Instant begun) {
		return Duration.between(begun,
				this.jdbc.sql("SELECT max(at) FROM audit_event").query(Timestamp.class).single().toInstant());
	}

	private void administer(int round, String tunnel) {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		Browser api = Browser.bearing(this.portal.address(), admin.createToken("round " + round, "WRITE"));
		String body = """
				{"name": "day%1$d", "hostname": "day%1$d.day.example", "tunnelId": "%2$s", "service": "ssh://10.0.0.9:22",
				 "loginUser": "%3$s", "policies": [{"name": "Eve", "decision": "allow",
				 "include": [{"email": {"email": "eve@example.com"}}]}]%4$s}""";
		String server = "/api/v1/servers/" + JsonMapper.shared()
			.readTree(success(api.json("POST", "/api/v1/servers", body.formatted(round, tunnel, "deploy", ""))).body())
			.get("id")
			.asString();
		long version = JsonMapper.shared().readTree(success(api.get(server)).body()).get("version").asLong();
		success(api.json("PUT", server, body.formatted(round, tunnel, "ops", ", \"version\": " + version)));
		success(api.json("POST", "/api/v1/groups", """
				{"name": "day %d", "include": [{"email": {"email": "dev@example.com"}}]}""".formatted(round)));
		success(api.send("DELETE", server));
		String visitor = "/people/" + idOf(visitor(round));
		admin.postFrom("/people", visitor + "/lock", Map.of());
		admin.postFrom("/people", visitor + "/unlock", Map.of());
		revokeOne(admin);
	}

	private static void revokeOne(Browser browser) {
		Matcher revoke = REVOKE.matcher(browser.get("/tokens").body());
		assertThat(revoke.find()).isTrue();
		browser.postFrom("/tokens", revoke.group(), Map.of());
	}

	/** Whom somebody locks must be known; each time somebody else is. */
	private DemoPerson visitor(int round) {
		DemoPerson visitor = new DemoPerson("visitor%d@example.com".formatted(round), "Vi", List.of(), true);
		DemoIdentityProvider.shared().add(visitor);
		this.portal.as(visitor);
		return visitor;
	}

	private void develop(int round) {
		Browser browser = this.portal.as(DemoPerson.DEVELOPER);
		success(browser.get("/connect/ssh-config"));
		Browser api = Browser.bearing(this.portal.address(), browser.createToken("laptop " + round, "WRITE"));
		success(api.get("/api/v1/me/ssh-config"));
		revokeOne(browser);
		browser.postFrom("/tokens", "/logout", Map.of());
	}

	private void audit() {
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		success(auditor.get("/audit/events.csv"));
		success(auditor.get("/history/logins.csv"));
		success(auditor.get("/audit"));
	}

	private void stray(int round) {
		this.portal.anonymous().get("/login/oauth2/code/demo?code=bad&state=bad");
		Browser.bearing(this.portal.address(), "pst_" + "x".repeat(43)).get("/api/v1/me");
		Browser.bearing(this.portal.address(), "made.up." + round).get("/api/v1/servers");
	}

	private void attack(int round) {
		List<String> all = AuditAttacks.statements();
		for (int i = round; i < all.size(); i += ROUNDS) {
			AuditAttacks.assertRefused(this.jdbc, all.get(i));
		}
	}

	private String idOf(DemoPerson person) {
		return this.jdbc.sql("SELECT id::text FROM person WHERE email = ?")
			.param(person.email())
			.query(String.class)
			.single();
	}

	private static HttpResponse<String> success(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isBetween(200, 204);
		return answer;
	}

}
