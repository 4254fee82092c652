package dev.postern.servers;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Actor;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.SettableClock;
import dev.postern.tunnels.CloudflareUnavailable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.postern.servers.Drafts.aServer;
import static dev.postern.servers.Drafts.json;
import static dev.postern.servers.Drafts.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.BDDMockito.given;

@RegistryTest
class ServerChecksTests {

	private static final Actor ADMIN = Actor.postern("test");

	/**
	 * What any test of the registry has the portal remember of the account is old then.
	 */
	private static final Instant LONG_AFTER = Instant.parse("2026-12-24T00:00:00Z");

	private final Servers servers;

	private final JdbcClient jdbc;

	private final Cloudflare cloudflare;

	private final SettableClock clock;

	ServerChecksTests(Servers servers, JdbcClient jdbc, Cloudflare cloudflare, SettableClock clock) {
		this.servers = servers;
		this.jdbc = jdbc;
		this.cloudflare = cloudflare;
		this.clock = clock;
	}

	@BeforeEach
	void account() {
		MockedAccount.standsAt(this.cloudflare);
		this.clock.set(Instant.EPOCH);
		this.jdbc.sql("DELETE FROM server").update();
		this.servers.register(aServer("taken"), ADMIN);
		this.servers.retire(this.servers.register(aServer("leaving"), ADMIN).id(), ADMIN);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			name            | ``                                   | name.missing
			name            | ` `                                  | name.missing
			name            | my server                            | name.characters
			name            | db*                                  | name.characters
			name            | db?                                  | name.characters
			name            | !db                                  | name.characters
			name            | "db"                                 | name.characters
			name            | db'1                                 | name.characters
			name            | `db\\n1`                             | name.characters
			name            | -oProxyCommand=x                     | name.characters
			name            | .db                                  | name.characters
			name            | dĂb                                  | name.characters
			name            | a23456789b123456789c123456789d123456789e123456789f123456789g1234 | name.characters
			name            | TAKEN                                | name.taken
			name            | leaving                              | name.being-removed
			hostname        | ``                                   | hostname.missing
			hostname        | *.example.jp                         | hostname.wildcard
			hostname        | ssh://db1.example.jp                 | hostname.malformed
			hostname        | db1.example.jp:22                    | hostname.malformed
			hostname        | db1.example.jp/                      | hostname.malformed
			hostname        | db_1.example.jp                      | hostname.malformed
			hostname        | db1..example.jp                      | hostname.malformed
			hostname        | -db.example.jp                       | hostname.malformed
			hostname        | db1                                  | hostname.malformed
			hostname        | dĂb1_.example.jp                     | hostname.malformed
			hostname        | ｄb1.example.jp                        | hostname.other-name
			hostname        | db1。example.jp                       | hostname.other-name
			hostname        | xn--garbage.example.jp               | hostname.punycode
			hostname        | a23456789b123456789c123456789d123456789e123456789f123.example.jp | hostname.length
			hostname        | db1.example.com                      | hostname.zone
			hostname        | db1.notexample.jp                    | hostname.zone
			hostname        | db1.waiting.jp                       | hostname.zone-inactive
			hostname        | example.jp                           | hostname.apex
			hostname        | sub.example.jp                       | hostname.apex
			hostname        | db1.osaka.example.jp                 | hostname.deep
			hostname        | db1.waiting.example.jp               | hostname.deep
			hostname        | Taken.example.jp                     | hostname.taken
			hostname        | leaving.example.jp                   | hostname.being-removed
			tunnelId        | ``                                   | tunnel.missing
			tunnelId        | office                               | tunnel.malformed
			tunnelId        | 44444444-a4ef-4643-bbbc-4a0ed4fc8415 | tunnel.unknown
			tunnelId        | 33333333-a4ef-4643-bbbc-4a0ed4fc8415 | tunnel.deleted
			tunnelId        | 22222222-a4ef-4643-bbbc-4a0ed4fc8415 | tunnel.locally-managed
			service         | ``                                   | service.missing
			service         | ssh://db1 :22                        | service.blank
			service         | `ssh://d\\nb1`                      | service.blank
			service         | http://db1:22                        | service.scheme
			service         | db1:22                               | service.scheme
			service         | SSH://db1                            | service.scheme
			service         | ssh://root@db1:22                    | service.user
			service         | ssh://db1:22/                        | service.path
			service         | ssh://db1?x                          | service.path
			service         | ssh://db1#x                          | service.path
			service         | ssh://fd00::5:22                     | service.brackets
			service         | ssh://                               | service.host
			service         | ssh://:22                            | service.host
			service         | ssh://-db1                           | service.host
			service         | ssh://256.0.0.1                      | service.host
			service         | ssh://10.0.1                         | service.host
			service         | ssh://[fd00::5                       | service.host
			service         | ssh://[fd00::5%25eth0]               | service.host
			service         | ssh://[10.0.0.1]                     | service.host
			service         | ssh://[fd00::g]                      | service.host
			service         | ssh://db1:                           | service.port
			service         | ssh://db1:0                          | service.port
			service         | ssh://db1:022                        | service.port
			service         | ssh://db1:65536                      | service.port
			service         | ssh://db1:ssh                        | service.port
			loginUser       | ``                                   | login-user.missing
			loginUser       | -root                                | login-user.shape
			loginUser       | .root                                | login-user.shape
			loginUser       | CORP\\\\deploy                         | login-user.shape
			loginUser       | A\\B\\deploy                           | login-user.shape
			loginUser       | \\deploy                             | login-user.shape
			loginUser       | deploy\\                             | login-user.shape
			loginUser       | deploy@                              | login-user.shape
			loginUser       | @corp.example                        | login-user.shape
			loginUser       | deploy@corp@example                  | login-user.shape
			loginUser       | host$x                               | login-user.shape
			loginUser       | $                                    | login-user.shape
			loginUser       | CORP\\deploy@corp.example            | login-user.shape
			loginUser       | a%h                                  | login-user.character
			loginUser       | ${HOME}                              | login-user.character
			loginUser       | John Smith                           | login-user.character
			loginUser       | "deploy"                             | login-user.character
			loginUser       | o'brien                              | login-user.character
			loginUser       | a#b                                  | login-user.character
			loginUser       | `a\\nb`                             | login-user.character
			loginUser       | jürgen                               | login-user.character
			loginUser       | root;id                              | login-user.character
			applicationType | vnc                                  | application-type.unknown
			sessionDuration | ``                                   | session-duration.malformed
			sessionDuration | 24                                   | session-duration.malformed
			sessionDuration | 1d                                   | session-duration.malformed
			sessionDuration | -1h                                  | session-duration.malformed
			sessionDuration | 1h 30m                               | session-duration.malformed
			sessionDuration | 90.5s                                | session-duration.malformed
			sessionDuration | 99999999h                           | session-duration.range
			sessionDuration | 59s                                  | session-duration.range
			sessionDuration | 730h1s                               | session-duration.range
			description     | `a\\nb`                              | description.characters
			""")
	void refuses(String field, @Nullable String value, String code) {
		String entered = (value != null) ? value.replace("\\n", "\n") : "";
		FieldProblem problem = theOnlyProblem(with(aServer("db1"), field, entered));
		assertThat(problem.field()).isEqualTo(field);
		assertThat(problem.value()).isEqualTo(entered);
		assertThat(problem.code()).isEqualTo("servers.error." + code);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			name            | a23456789b123456789c123456789d123456789e123456789f123456789g123
			name            | _Web.tokyo-1
			hostname        | ` DB1.Example.JP `
			hostname        | a23456789b123456789c123456789d123456789e123456789f12.example.jp
			hostname        | db1.sub.example.jp
			hostname        | waiting.example.jp
			hostname        | 東京.example.jp
			hostname        | straße.example.jp
			hostname        | 😀.example.jp
			hostname        | db1.example.jp.
			tunnelId        | F70FF985-a4ef-4643-bbbc-4a0ed4fc8415
			service         | ssh://db1
			service         | ssh://10.0.4.21:65535
			service         | ssh://my_db.internal:1
			service         | ssh://[fd00::5]
			service         | ssh://[::ffff:10.0.0.1]:22
			service         | ssh://3com.example
			loginUser       | _a-1
			loginUser       | a23456789b123456789c123456789d123
			loginUser       | Root
			loginUser       | 1st
			loginUser       | user.name
			loginUser       | _svc
			loginUser       | a+b
			loginUser       | host$
			loginUser       | CORP\\Deploy
			loginUser       | corp.example\\first.last
			loginUser       | CORP\\host$
			loginUser       | First.Last@corp.example
			applicationType | self_hosted
			sessionDuration | 1m
			sessionDuration | 730h
			sessionDuration | 1h30m
			sessionDuration | 90m
			sessionDuration | 1.5h
			sessionDuration | 60000ms
			description     | ``
			description     | 日本の「db」, 100 % safe
			""")
	void takes(String field, @Nullable String value) {
		this.servers.check(with(aServer("db1"), field, (value != null) ? value : ""), null);
	}

	@Test
	void aLoginUserMayHave128CharactersAndNotOneMoreAndTheDatabaseAgrees() {
		this.servers.register(with(aServer("db1"), "loginUser", "u".repeat(128)), ADMIN);
		for (String user : List.of("CORP\\host$", "First.Last@corp.example", "0.a+b", "corp.example\\_svc")) {
			Server server = this.servers
				.register(with(aServer("u" + Integer.toHexString(user.hashCode())), "loginUser", user), ADMIN);
			assertThat(this.servers.find(server.id()).orElseThrow().spec().loginUser()).isEqualTo(user);
		}
		assertThat(theOnlyProblem(with(aServer("db2"), "loginUser", "u".repeat(129))).code())
			.isEqualTo("servers.error.login-user.length");
	}

	@Test
	void refusalOfALoginUserNamesTheCharacter() {
		assertThat(theOnlyProblem(with(aServer("db1"), "loginUser", "a%h")).args()).containsExactly("% (U+0025)");
		assertThat(theOnlyProblem(with(aServer("db1"), "loginUser", "a b")).args()).containsExactly("U+0020");
		assertThat(theOnlyProblem(with(aServer("db1"), "loginUser", "a\u202eb")).args()).containsExactly("U+202E");
	}

	static Stream<List<String>> policies() {
		return Stream
			.of(List.of("null", "policies", "none-allows"), List.of("[]", "policies", "none-allows"), List.of("""
					[{"name": "No", "decision": "deny", "include": [{"everyone": {}}]}]""", "policies", "none-allows"));
	}

	@ParameterizedTest
	@MethodSource("policies")
	void refusesPolicies(List<String> example) {
		FieldProblem problem = theOnlyProblem(with(aServer("db1"), "policies", json(example.get(0))));
		assertThat(problem.field()).isEqualTo(example.get(1));
		assertThat(problem.code()).isEqualTo("servers.error.policies." + example.get(2));
	}

	@Test
	void tooManyPoliciesAreRefusedBeforeAnybodyLooksAtThem() {
		ArrayNode policies = JsonNodeFactory.instance.arrayNode();
		IntStream.range(0, 51).forEach((_) -> policies.addAll((ArrayNode) Drafts.allow("admin@example.com")));
		FieldProblem problem = theOnlyProblem(with(aServer("db1"), "policies", policies));
		assertThat(problem).isEqualTo(FieldProblem.of("policies", "51", "rules.policies-too-many", 50));
	}

	@Test
	void refusesABypassWhereCloudflareTakesIt() {
		ServerDraft draft = with(aServer("db1"), "policies", json("""
				[{"name": "Open", "decision": "bypass", "include": [{"ip": {"ip": "203.0.113.0/24"}}]},
				 {"name": "Yes", "decision": "allow", "include": [{"email": {"email": "admin@example.com"}}]}]"""));
		FieldProblem problem = theOnlyProblem(with(draft, "applicationType", "self_hosted"));
		assertThat(problem.field()).isEqualTo("policies[0].decision");
		assertThat(problem.code()).isEqualTo("servers.error.policies.bypass");
	}

	@Test
	void whatTheLinterCallsAnErrorIsRefusedAtItsFieldWithTheRemedy() {
		ServerDraft draft = with(aServer("db1"), "policies", json("""
				[{"name": "Yes", "decision": "allow", "include": [{"email": {"email": "admin@example.com"}}]},
				 {"name": "CI", "decision": "non_identity", "include": [{"any_valid_service_token": {}}]}]"""));
		FieldProblem ignored = theOnlyProblem(draft);
		assertThat(ignored.field()).isEqualTo("policies[1]");
		assertThat(ignored.value()).isEqualTo("CI");
		assertThat(ignored.args().toString()).contains("Cloudflare ignores for this type",
				"Choose the type self_hosted");

		FieldProblem twoCountries = theOnlyProblem(with(aServer("db1"), "policies", json("""
				[{"name": "Yes", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}],
				  "require": [{"geo": {"country_code": "JP"}}, {"geo": {"country_code": "FR"}}]}]""")));
		assertThat(twoCountries.field()).isEqualTo("policies[0].require");
		assertThat(twoCountries.code()).isEqualTo("servers.error.lint");
	}

	@Test
	void takesServiceTokensWhereTheApplicationDoes() {
		ServerDraft draft = with(aServer("db1"), "policies", json("""
				[{"name": "Yes", "decision": "allow", "include": [{"everyone": {}}]},
				 {"name": "CI", "decision": "non_identity", "include": [{"any_valid_service_token": {}}]}]"""));
		this.servers.check(with(draft, "applicationType", "self_hosted"), null);
	}

	@Test
	void problemsOfPoliciesNameTheirPlaceInTheServer() {
		FieldProblem problem = theOnlyProblem(with(aServer("db1"), "policies", Drafts.allow("nobody")));
		assertThat(problem.field()).startsWith("policies[0].include[0]");
		assertThat(problem.code()).isEqualTo("rules.email");
	}

	@Test
	void aDescriptionMayHave500CharactersAndNotOneMore() {
		this.servers.check(with(aServer("db1"), "description", "x".repeat(500)), null);
		assertThat(theOnlyProblem(with(aServer("db1"), "description", "x".repeat(501))).code())
			.isEqualTo("servers.error.description.length");
	}

	@Test
	void whatIsLeftOutHasItsDefault() {
		ServerDraft bare = new ServerDraft("db1", "db1.example.jp", Drafts.TUNNEL, "ssh://db1", "myuser", null, null,
				null, null, Drafts.allow("admin@example.com"));
		ServerSpec spec = this.servers.check(bare, null);
		assertThat(spec.applicationType()).isEqualTo(ApplicationType.SSH);
		assertThat(GoDuration.format(spec.sessionDuration())).isEqualTo("24h");
		assertThat(spec.enforceAtConnector()).isFalse();
		assertThat(spec.description()).isEmpty();
	}

	@Test
	void i15AllThatIsWrongIsToldAtOnceWithATextForEach() {
		ServerDraft empty = new ServerDraft(null, null, null, null, null, "x", "y", null, "a\tb", null);
		InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> this.servers.register(empty, ADMIN));
		assertThat(invalid.problems()).extracting(FieldProblem::field)
			.containsExactly("name", "hostname", "tunnelId", "service", "loginUser", "applicationType",
					"sessionDuration", "description", "policies");
		ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
		texts.setBasename("messages");
		texts.setDefaultEncoding("UTF-8");
		assertThat(invalid.problems())
			.allSatisfy((problem) -> assertThat(texts.getMessage(problem.code(), null, Locale.ENGLISH)).isNotBlank());
	}

	@Test
	void aServerDoesNotStandInItsOwnWay() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		assertThat(this.servers.check(aServer("db1"), server.id())).isEqualTo(server.spec());
		assertThat(theOnlyProblem(with(aServer("db1"), "hostname", "db2.example.jp")).code())
			.isEqualTo("servers.error.name.taken");
	}

	@Test
	void whatCanNotBeCheckedIsNotStored() {
		this.clock.set(LONG_AFTER);
		given(this.cloudflare.zones()).willThrow(new CloudflareException.Unavailable("no answer"));
		assertThatExceptionOfType(CloudflareUnavailable.class)
			.isThrownBy(() -> this.servers.register(aServer("db1"), ADMIN));
		assertThat(this.servers.all()).hasSize(1);
	}

	private FieldProblem theOnlyProblem(ServerDraft draft) {
		InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> this.servers.check(draft, null));
		assertThat(invalid).isNotNull();
		assertThat(invalid.problems()).hasSize(1);
		return invalid.problems().getFirst();
	}

}
