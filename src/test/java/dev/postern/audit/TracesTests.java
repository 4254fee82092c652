package dev.postern.audit;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.identity.People;
import dev.postern.identity.tokens.PersonalTokens;
import dev.postern.identity.tokens.TokenScope;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestConstructor;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What changes nothing and leaves an entry all the same, and by which way and from where
 * it came. The tests are a proxy that the portal trusts.
 */
@PosternTest
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TracesTests {

	private static final AtomicInteger ADDRESSES = new AtomicInteger();

	private static final String ME = "/api/v1/me";

	private final Portal portal;

	private final JdbcClient jdbc;

	private final RequestMappingHandlerMapping mappings;

	private final FakeCloudflare cloudflare;

	private final PersonalTokens tokens;

	private final People people;

	private final AuditVerifier verifier;

	/** An address for each test, of those that are for documents. */
	private final String address = "2001:db8:0:%x::1".formatted(ADDRESSES.incrementAndGet());

	/** As which refusals of the address are counted. */
	private final String network = this.address.replace("::1", "::/64");

	TracesTests(Portal portal, JdbcClient jdbc,
			@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings, FakeCloudflare cloudflare,
			PersonalTokens tokens, People people, AuditVerifier verifier) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.mappings = mappings;
		this.cloudflare = cloudflare;
		this.tokens = tokens;
		this.people = people;
		this.verifier = verifier;
	}

	@Test
	void signInAndSignOutLeaveTheirEntries_I10() {
		DemoPerson person = known("comes-and-goes@example.com", true);
		Browser browser = this.portal.as(person);
		String csrf = Browser.csrf(browser.get("/tokens")).orElseThrow();

		browser.post("/logout", Map.of("_csrf", csrf));

		assertThat(lines("subject_name = ?", person.email())).containsExactly(
				"comes-and-goes@example.com person.joined browser 127.0.0.1",
				"comes-and-goes@example.com person.signed-in browser 127.0.0.1",
				"comes-and-goes@example.com person.signed-out browser 127.0.0.1");
		assertThat(this.verifier.verify()).isInstanceOf(Verification.Intact.class);
	}

	@Test
	void refusedSignInLeavesItsReason_I10() {
		DemoPerson stranger = known("not-verified@example.com", false);
		DemoPerson locked = known("locked-out@example.com", true);
		this.portal.as(locked);
		this.people.lock(this.people.find(EmailAddress.of(locked.email())).orElseThrow().person().id(),
				Actor.person(EmailAddress.of(DemoPerson.ADMIN.email())));

		this.portal.anonymous().from(this.address).signIn(stranger);
		this.portal.anonymous().from(this.address).signIn(locked);

		assertThat(this.jdbc
			.sql("SELECT subject_id || ' ' || subject_name FROM audit_event "
					+ "WHERE action = 'sign-in.refused' AND via = 'browser'")
			.query(String.class)
			.list()).contains("unverified-email unverified-email", "locked locked-out@example.com");
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/audit?action=sign-in.refused").body())
			.contains("refused a sign-in: locked", "refused a sign-in: the address is not");
	}

	@Test
	void aThousandBadCodesAreOneEntry() {
		Browser browser = this.portal.anonymous();
		for (int i = 0; i < 1000; i++) {
			assertThat(browser.get("/login/oauth2/code/demo?code=bad&state=bad" + i, "X-Forwarded-For", this.address)
				.statusCode()).isIn(302, 429);
		}

		assertThat(lines("client_address = ?", this.network))
			.containsExactly("identity sign-in.refused browser " + this.network);
	}

	@Test
	void refusedBearerTokensAreOneEntryForEachWay() {
		String madeUp = "pst_" + "x".repeat(43);
		for (int i = 0; i < 100; i++) {
			assertThat(bearing(madeUp + i).get(ME, "X-Forwarded-For", this.address).statusCode()).isIn(401, 429);
			assertThat(bearing("made.up." + i).get(ME, "X-Forwarded-For", this.address).statusCode()).isIn(401, 429);
		}

		assertThat(lines("client_address = ?", this.network)).containsExactlyInAnyOrder(
				"identity token.refused token " + this.network, "identity token.refused client " + this.network);
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/audit?address=" + this.address).body())
			.contains("refused a token of the API: not valid");
	}

	@Test
	void refusedTokenOfALockedPersonNamesThem() {
		DemoPerson locked = known("locked-caller@example.com", true);
		String token = DemoIdentityProvider.shared().accessToken(locked);
		bearing(token).get(ME);
		this.people.lock(this.people.find(EmailAddress.of(locked.email())).orElseThrow().person().id(),
				Actor.person(EmailAddress.of(DemoPerson.ADMIN.email())));

		bearing(token).get(ME, "X-Forwarded-For", this.address);

		assertThat(this.jdbc.sql("SELECT subject_id || ' ' || subject_name FROM audit_event WHERE client_address = ?")
			.param(this.network)
			.query(String.class)
			.list()).containsExactly("locked locked-caller@example.com");
	}

	@Test
	void entriesNameThePersonalTokenOrTheClientByWhichTheyWereMade() {
		this.portal.as(DemoPerson.ADMIN);
		String token = this.tokens
			.create(this.people.find(EmailAddress.of(DemoPerson.ADMIN.email())).orElseThrow().person(),
					"nightly backup", TokenScope.READ, Duration.ofDays(1))
			.text()
			.reveal();
		Instant now = Instant.now();
		String jwt = DemoIdentityProvider.shared()
			.signed("at+jwt",
					Map.of("iss", DemoIdentityProvider.shared().issuer().toString(), "aud",
							List.of(DemoIdentityProvider.AUDIENCE), "sub", DemoPerson.ADMIN.email(), "email",
							DemoPerson.ADMIN.email(), "azp", "ci-runner", "iat", now, "exp", now.plusSeconds(300)));

		bearing(token).get(ME + "/ssh-config", "X-Forwarded-For", this.address);
		bearing(jwt).get(ME + "/ssh-config", "X-Forwarded-For", this.address);

		assertThat(lines("client_address = ?", this.address)).containsExactly(
				"admin@example.com ssh-config.downloaded token nightly backup " + this.address,
				"admin@example.com ssh-config.downloaded client ci-runner " + this.address);
		Browser auditor = this.portal.api(DemoPerson.AUDITOR);
		JsonNode found = json(auditor.get("/api/v1/audit/events?via=token&address=" + this.address)).get("items");
		assertThat(found).hasSize(1);
		assertThat(found.get(0).get("via").asString()).isEqualTo("token nightly backup");
		assertThat(found.get(0).get("clientAddress").asString()).isEqualTo(this.address);
		assertThat(json(auditor.get("/api/v1/audit/events?via=client&address=2001:db8:")).toString())
			.contains("ci-runner");
		assertThat(json(auditor.get("/api/v1/audit/events?address=2001:db8")).get("items")).isEmpty();
		Browser browser = this.portal.as(DemoPerson.AUDITOR);
		assertThat(browser.get("/audit?address=" + this.address).body()).contains("personal token nightly backup",
				"program ci-runner", "downloaded the ssh config");
		assertThat(browser.get("/audit/events.csv?via=client&address=" + this.address).body())
			.contains("client_address", "\"client ci-runner\",\"" + this.address + "\"");
	}

	@Test
	void fileThatTheClientHasAlreadyLeavesNoEntry() {
		Browser api = this.portal.api(DemoPerson.DEVELOPER);
		String tag = api.get(ME + "/ssh-config").headers().firstValue("ETag").orElseThrow();

		assertThat(api.get(ME + "/ssh-config", "If-None-Match", tag, "X-Forwarded-For", this.address).statusCode())
			.isEqualTo(304);

		assertThat(lines("client_address = ?", this.address)).isEmpty();
	}

	/** Whatever is given as a file, wherever it stands. */
	@Test
	void eachFileThatIsGivenLeavesAnEntryBefore_I10() {
		String server = server();
		Browser pages = this.portal.as(DemoPerson.ADMIN);
		Browser api = this.portal.api(DemoPerson.ADMIN);
		Set<String> given = new TreeSet<>();
		for (String pattern : getPatterns()) {
			String path = pattern.replaceAll("\\{[^}]*}", server);
			Browser browser = path.startsWith("/api/") ? api : pages;
			HttpResponse<String> answer = browser.get(
					path.startsWith("/people/") ? path + "?email=eve@example.com" : path, "X-Forwarded-For",
					this.address);
			if (answer.statusCode() == 200 && isFile(answer)) {
				given.add(path);
			}
		}

		assertThat(given).contains("/audit/events.csv", "/history/logins.csv", "/connect/ssh-config",
				"/api/v1/me/ssh-config", "/reachability.csv", "/people/reachability.csv",
				"/servers/%s/reachability.csv".formatted(server));
		assertThat(this.jdbc
			.sql("SELECT subject_id FROM audit_event WHERE client_address = ? AND action LIKE '%.downloaded'")
			.param(this.address)
			.query(String.class)
			.list()).containsExactlyInAnyOrderElementsOf(given);
		assertThat(this.jdbc
			.sql("SELECT after::text FROM audit_event WHERE client_address = ? "
					+ "AND subject_id = '/people/reachability.csv'")
			.param(this.address)
			.query(String.class)
			.single()).isEqualTo("{\"email\":\"eve@example.com\"}");
	}

	/** Who would give a file past the audit has to name it so. */
	@Test
	void nothingGivesAFileButThroughDownloads() throws IOException {
		try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
			assertThat(sources.filter((path) -> path.toString().endsWith(".java"))
				.filter((path) -> !path.endsWith("ui/Downloads.java"))).isNotEmpty()
				.allSatisfy((path) -> assertThat(Files.readString(path)).as(path.toString())
					.doesNotContainPattern("CONTENT_DISPOSITION|Content-Disposition|ContentDisposition|text/csv"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/audit/events.csv", "/reachability.csv", "/connect/ssh-config" })
	void fileOfWhichTheAuditCannotKnowIsNotGiven_I10(String path) {
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		HttpResponse<String> answer = whileTampered(() -> admin.get(path));

		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.body()).contains("The audit in the database was tampered with");
		assertThat(isFile(answer)).isFalse();
	}

	@Test
	void nobodyGetsInOfWhomTheAuditCannotKnow_I10() {
		DemoPerson newcomer = known("newcomer-unnoted@example.com", true);
		this.portal.as(DemoPerson.ADMIN);
		for (DemoPerson person : List.of(DemoPerson.ADMIN, newcomer)) {
			Browser browser = this.portal.anonymous();

			HttpResponse<String> page = whileTampered(() -> browser.signIn(person));

			assertThat(page.body()).containsPattern("could not note your sign-in in its audit|was tampered with");
			assertThat(browser.get("/tokens").headers().firstValue("Location").orElseThrow()).endsWith("/login");
		}
	}

	@Test
	void signingOutEndsTheSessionAlsoWhenItCannotBeNoted() {
		Browser browser = this.portal.as(DemoPerson.ADMIN);
		String csrf = Browser.csrf(browser.get("/tokens")).orElseThrow();

		HttpResponse<String> answer = whileTampered(() -> browser.post("/logout", Map.of("_csrf", csrf)));

		assertThat(answer.statusCode()).isEqualTo(302);
		assertThat(browser.get("/people").headers().firstValue("Location").orElseThrow()).endsWith("/login");
	}

	private <T> T whileTampered(Supplier<T> work) {
		asSuperuser("CREATE TABLE kept AS TABLE audit_head; DELETE FROM audit_head");
		try {
			return work.get();
		}
		finally {
			asSuperuser("INSERT INTO audit_head TABLE kept; DROP TABLE kept");
		}
	}

	private void asSuperuser(String statements) {
		this.jdbc.sql("BEGIN; SET LOCAL session_replication_role = replica; " + statements + "; COMMIT").update();
	}

	private String server() {
		this.cloudflare.addZone("traces.example");
		HttpResponse<String> answer = this.portal.api(DemoPerson.ADMIN)
			.json("POST", "/api/v1/servers",
					"""
							{"name": "traced", "hostname": "traced.traces.example", "tunnelId": "%s", "service": "ssh://10.0.0.9:22",
							 "loginUser": "deploy", "policies": [{"name": "Eve", "decision": "allow",
							 "include": [{"email": {"email": "eve@example.com"}}]}]}"""
						.formatted(this.cloudflare.addTunnel("traces")));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
		return json(answer).get("id").asString();
	}

	private Set<String> getPatterns() {
		Set<String> patterns = new TreeSet<>();
		this.mappings.getHandlerMethods().keySet().forEach((mapping) -> {
			Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
			if (methods.isEmpty() || methods.contains(RequestMethod.GET)) {
				patterns.addAll(mapping.getPatternValues());
			}
		});
		return patterns;
	}

	private static boolean isFile(HttpResponse<String> answer) {
		return answer.headers().firstValue("Content-Disposition").isPresent()
				|| answer.headers().firstValue("Content-Type").orElse("").startsWith("text/csv");
	}

	private Browser bearing(String token) {
		return Browser.bearing(this.portal.address(), token);
	}

	private static DemoPerson known(String email, boolean verified) {
		DemoPerson person = new DemoPerson(email, "Somebody", List.of(), verified);
		DemoIdentityProvider.shared().add(person);
		return person;
	}

	private List<@Nullable String> lines(String condition, String value) {
		return this.jdbc
			.sql("SELECT concat_ws(' ', actor_name, action, via, client_address) FROM audit_event WHERE " + condition
					+ " ORDER BY id")
			.param(value)
			.query(String.class)
			.list();
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
