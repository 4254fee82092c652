package dev.postern.rules.lint;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Approvers;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.Terms;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.WorkLimit;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class LinterTests {

	private static final long ONE_LOOK = 1_500_000;

	private static final UUID OKTA = UUID.fromString("f174e90a-fafe-4643-bbbc-4a0ed4fc8415");

	private static final UUID PIN = UUID.fromString("99999999-9999-4999-8999-999999999999");

	private static final UUID TEAM = UUID.fromString("11111111-1111-4111-8111-111111111111");

	private static final UUID STAFF = UUID.fromString("22222222-2222-4222-8222-222222222222");

	private static final UUID NOWHERE = UUID.fromString("33333333-3333-4333-8333-333333333333");

	private static final UUID ANYWHERE = UUID.fromString("44444444-4444-4444-8444-444444444444");

	private static final UUID GUESTS = UUID.fromString("55555555-5555-4555-8555-555555555555");

	private static final UUID IN_JAPAN = new UUID(7, 1);

	private static final UUID PINS = new UUID(7, 2);

	private static final UUID PIN_STAFF = new UUID(7, 3);

	private static final UUID OFFICE_STAFF = new UUID(7, 4);

	private static final UUID ALL_STAFF = new UUID(7, 5);

	private static final UUID MACHINES = new UUID(7, 6);

	private static final UUID MAILERS = new UUID(7, 7);

	private static final UUID ROUND = new UUID(7, 8);

	private static final Map<String, Selector> WORDS = Map.ofEntries(Map.entry("ALICE", email("alice@example.com")),
			Map.entry("BOB", email("bob@example.com")), Map.entry("GUEST", email("guest@example.net")),
			Map.entry("COLLEAGUES", new Selector.EmailDomain("example.com")),
			Map.entry("BRANCH", new Selector.EmailDomain("branch.example.com")),
			Map.entry("OUTSIDERS", new Selector.EmailDomain("notexample.com")),
			Map.entry("EVERYONE", new Selector.Everyone()), Map.entry("JAPAN", new Selector.Country("JP")),
			Map.entry("FRANCE", new Selector.Country("FR")), Map.entry("OFFICE", new Selector.IpRange("192.0.2.0/24")),
			Map.entry("DESK", new Selector.IpRange("192.0.2.7")),
			Map.entry("HOME", new Selector.IpRange("198.51.100.1")),
			Map.entry("BY_OKTA", new Selector.LoginMethod(OKTA)), Map.entry("BY_PIN", new Selector.LoginMethod(PIN)),
			Map.entry("BY_NOBODY", new Selector.LoginMethod(NOWHERE)), Map.entry("MFA", new Selector.AuthMethod("mfa")),
			Map.entry("DEVS", new Selector.OktaGroup(OKTA, "devs")),
			Map.entry("PIN_DEVS", new Selector.OktaGroup(PIN, "devs")), Map.entry("TEAM", new Selector.Group(TEAM)),
			Map.entry("STAFF", new Selector.Group(STAFF)), Map.entry("NO_GROUP", new Selector.Group(NOWHERE)),
			Map.entry("TOKEN", new Selector.ServiceToken(TEAM)),
			Map.entry("OLD_TOKEN", new Selector.ServiceToken(NOWHERE)),
			Map.entry("LAPTOP", new Selector.CommonName("laptop-17")),
			Map.entry("TABLET", new Selector.CommonName("tablet-3")),
			Map.entry("ANYWHERE", new Selector.Group(ANYWHERE)), Map.entry("GUESTS", new Selector.Group(GUESTS)),
			Map.entry("IN_JAPAN", new Selector.Group(IN_JAPAN)), Map.entry("PINS", new Selector.Group(PINS)),
			Map.entry("PIN_STAFF", new Selector.Group(PIN_STAFF)),
			Map.entry("OFFICE_STAFF", new Selector.Group(OFFICE_STAFF)),
			Map.entry("ALL_STAFF", new Selector.Group(ALL_STAFF)), Map.entry("MACHINES", new Selector.Group(MACHINES)),
			Map.entry("MAILERS", new Selector.Group(MAILERS)), Map.entry("ROUND", new Selector.Group(ROUND)),
			Map.entry("INTERNET", new Selector.IpRange("0.0.0.0/0")),
			Map.entry("UNKNOWN", new Selector.Other(JsonNodeFactory.instance.objectNode().put("next_year", 1))));

	private static final Map<UUID, RuleGroup> GROUPS = Map.ofEntries(
			Map.entry(TEAM, RuleGroup.of(List.of(email("alice@example.com"), email("bob@example.com")))),
			Map.entry(STAFF, RuleGroup.of(List.of(new Selector.OktaGroup(OKTA, "staff")))),
			Map.entry(ANYWHERE, RuleGroup.of(List.of(new Selector.IpRange("0.0.0.0/0"), new Selector.IpRange("::/0")))),
			Map.entry(GUESTS, RuleGroup.of(List.of(new Selector.EmailDomain("notexample.com")))),
			Map.entry(IN_JAPAN, group("JAPAN", "")), Map.entry(PINS, group("BY_PIN", "")),
			Map.entry(PIN_STAFF, group("BY_PIN", "COLLEAGUES")), Map.entry(OFFICE_STAFF, group("OFFICE", "COLLEAGUES")),
			Map.entry(ALL_STAFF, group("EVERYONE", "COLLEAGUES")), Map.entry(MACHINES, group("EVERYONE", "TOKEN")),
			Map.entry(MAILERS, group("INTERNET", "OUTSIDERS")),
			Map.entry(ROUND, group("ROUND,EVERYONE", "ROUND,JAPAN")));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					everyone              | ERROR   | policies[0].include[0] | ssh: allow [EVERYONE] [] []                         | ssh: allow [EVERYONE] [COLLEAGUES] []
					everyone              | WARNING | policies[0].include[1] | sso: allow [ALICE,EVERYONE] [] [BOB]                | sso: deny [EVERYONE] [] [ALICE]
					login-method-only     | WARNING | policies[0].include[0] | ssh: allow [BY_OKTA] [] []                          | ssh: allow [BY_OKTA] [COLLEAGUES] []
					login-method-only     | ERROR   | policies[0].include[1] | ssh: allow [ALICE,BY_PIN] [] []                     | ssh: allow [ALICE] [BY_PIN] []
					login-method-only     | WARNING | policies[0].include[0] | ssh: allow [EVERYONE] [BY_OKTA] []                  | ssh: allow [EVERYONE] [BY_OKTA,DEVS] []
					login-method-only     | WARNING | policies[0].include[0] | sso: allow [MFA] [] []                              | sso: allow [BY_OKTA] [OFFICE] []
					place-only            | WARNING | policies[0].include[0] | ssh: allow [OFFICE] [] []                           | ssh: allow [OFFICE] [COLLEAGUES] []
					place-only            | WARNING | policies[0].include[1] | sso: allow [ALICE,JAPAN] [] []                      | sso: allow [OFFICE] [BY_OKTA] []
					place-only            | WARNING | policies[0].include[0] | ssh: allow [EVERYONE] [JAPAN] []                    | ssh: allow [COLLEAGUES] [JAPAN] []
					place-only            | WARNING | policies[0].include[0] | ssh: allow [ANYWHERE] [] []                         | ssh: allow [TEAM] [] []
					foreign-domain        | WARNING | policies[0].include[0] | ssh: allow [GUESTS] [] []                           | ssh: allow [TEAM] [] []
					place-only            | WARNING | policies[0].include[0] | ssh: allow [EVERYONE] [IN_JAPAN] []                 | ssh: allow [EVERYONE] [IN_JAPAN,ALL_STAFF] []
					place-only            | WARNING | policies[0].include[0] | ssh: allow [IN_JAPAN] [] []                         | ssh: allow [OFFICE_STAFF] [] []
					place-only            | WARNING | policies[0].include[0] | ssh: allow [IN_JAPAN] [IN_JAPAN] []                 | ssh: allow [IN_JAPAN] [OFFICE_STAFF] []
					login-method-only     | ERROR   | policies[0].include[0] | ssh: allow [EVERYONE] [PINS] []                     | ssh: allow [EVERYONE] [PIN_STAFF] []
					login-method-only     | ERROR   | policies[0].include[0] | ssh: allow [PINS] [] []                             | ssh: allow [PIN_STAFF] [] []
					everyone              | ERROR   | policies[0].include[0] | ssh: allow [EVERYONE] [EVERYONE] []                 | ssh: allow [ALL_STAFF] [] []
					everyone              | ERROR   | policies[0].include[0] | ssh: allow [EVERYONE] [EVERYONE] []                 | ssh: allow [ROUND] [] []
					open-to-anybody       | ERROR   | policies[0].include[0] | self: non_identity [EVERYONE] [EVERYONE] []         | self: non_identity [MACHINES] [] []
					foreign-domain        | WARNING | policies[0].require[0] | ssh: allow [EVERYONE] [OUTSIDERS] []                | ssh: allow [EVERYONE] [COLLEAGUES] []
					foreign-domain        | WARNING | policies[0].require[1] | ssh: allow [OFFICE] [JAPAN,GUESTS] []               | ssh: allow [ALICE] [GUESTS] []
					foreign-domain        | WARNING | policies[0].include[0] | ssh: allow [MAILERS] [] []                          | ssh: allow [ALL_STAFF] [] []
					foreign-address       | WARNING | policies[0].require[0] | ssh: allow [EVERYONE] [GUEST] []                    | ssh: allow [EVERYONE] [] [GUEST]
					open-to-anybody       | ERROR   | policies[0].include[0] | self: non_identity [EVERYONE] [] []                 | self: non_identity [EVERYONE] [TOKEN] []
					open-to-anybody       | ERROR   | policies[0].include[0] | self: non_identity [ANYWHERE] [] []                 | self: non_identity [OFFICE] [] []
					open-to-anybody       | ERROR   | policies[0].include[1] | self: non_identity [TOKEN,INTERNET] [] []           | self: non_identity [TOKEN] [INTERNET] []
					place-without-login   | WARNING | policies[0].include[0] | self: non_identity [OFFICE] [] []                   | self: non_identity [OFFICE] [LAPTOP] []
					unknown-selector      | WARNING | policies[0].exclude[0] | ssh: allow [ALICE] [] [UNKNOWN]                     | ssh: allow [ALICE] [] [GUEST]
					bypass                | WARNING | policies[0]            | self: bypass [OFFICE] [] []                         | self: non_identity [OFFICE] [] []
					bypass-ignored        | ERROR   | policies[0]            | ssh: bypass [OFFICE] [] []                          | self: bypass [OFFICE] [] []
					service-auth-ignored  | ERROR   | policies[1]            | ssh: allow [ALICE] [] [];non_identity [TOKEN] [] [] | self: allow [ALICE] [] [];non_identity [TOKEN] [] []
					token-needs-service-auth | ERROR   | policies[0].include[0] | self: allow [TOKEN] [] []                        | self: non_identity [TOKEN] [] []
					token-needs-service-auth | WARNING | policies[0].include[1] | self: allow [ALICE,TOKEN] [] []                  | self: allow [ALICE,LAPTOP] [] []
					token-needs-service-auth | ERROR   | policies[0].require[0] | self: allow [ALICE] [TOKEN] []                   | self: non_identity [LAPTOP] [TOKEN] []
					identity-without-login | ERROR  | policies[0].include[0] | self: bypass [ALICE] [] []                          | self: bypass [OFFICE] [] []
					identity-without-login | ERROR  | policies[0].exclude[0] | self: non_identity [TOKEN] [] [BY_OKTA]             | self: non_identity [TOKEN] [] [JAPAN]
					countries-at-once     | ERROR   | policies[0].require    | ssh: allow [ALICE] [JAPAN,FRANCE] []                | ssh: allow [ALICE] [JAPAN,OFFICE] []
					countries-at-once     | ERROR   | policies[0].require    | ssh: deny [EVERYONE] [JAPAN,OFFICE,FRANCE] []       | ssh: deny [EVERYONE] [JAPAN] [FRANCE]
					domains-at-once       | ERROR   | policies[0].require    | ssh: allow [EVERYONE] [COLLEAGUES,BRANCH] []        | ssh: allow [COLLEAGUES,BRANCH] [] []
					addresses-at-once     | ERROR   | policies[0].require    | ssh: allow [EVERYONE] [ALICE,BOB] []                | ssh: allow [EVERYONE] [ALICE,COLLEAGUES] []
					logins-at-once        | ERROR   | policies[0].require    | ssh: allow [ALICE] [BY_OKTA,BY_PIN] []              | ssh: allow [ALICE] [BY_OKTA,MFA] []
					include-excluded      | WARNING | policies[0].include[1] | ssh: allow [ALICE,BOB] [] [BOB]                     | ssh: allow [ALICE,COLLEAGUES] [] [BOB]
					include-excluded      | WARNING | policies[0].include[0] | ssh: allow [ALICE,GUEST] [] [COLLEAGUES]            | ssh: allow [GUEST] [] [COLLEAGUES]
					include-excluded      | WARNING | policies[0].include[0] | ssh: allow [BOB,GUEST] [] [TEAM]                    | ssh: allow [COLLEAGUES] [] [TEAM]
					include-excluded      | WARNING | policies[0].include[0] | ssh: allow [DESK,ALICE] [] [OFFICE]                 | ssh: allow [OFFICE,ALICE] [] [DESK]
					matches-nobody        | ERROR   | policies[0]            | ssh: allow [ALICE] [BOB] []                         | ssh: allow [ALICE] [COLLEAGUES] []
					matches-nobody        | ERROR   | policies[0]            | ssh: allow [ALICE] [OFFICE,HOME] []                 | ssh: allow [ALICE] [OFFICE,DESK] []
					matches-nobody        | ERROR   | policies[0]            | ssh: allow [ALICE] [] [EVERYONE]                    | ssh: allow [ALICE] [] [UNKNOWN]
					matches-nobody        | ERROR   | policies[0]            | ssh: allow [LAPTOP] [TABLET] []                     | ssh: allow [LAPTOP,TABLET] [DEVS] []
					matches-nobody        | ERROR   | policies[0]            | sso: allow [DEVS] [BY_PIN] []                       | sso: allow [DEVS] [BY_OKTA] []
					never-asked           | WARNING | policies[1]            | ssh: deny [COLLEAGUES] [] [];allow [ALICE] [] []    | ssh: allow [ALICE] [] [];deny [COLLEAGUES] [] []
					never-asked           | HINT    | policies[1]            | ssh: allow [COLLEAGUES] [] [];allow [ALICE] [JAPAN] [] | ssh: allow [COLLEAGUES] [JAPAN] [];allow [ALICE] [] []
					never-asked           | HINT    | policies[2]            | ssh: allow [ALICE] [] [];allow [BOB] [] [];allow [TEAM] [] [] | ssh: allow [ALICE] [] [];allow [DEVS] [] [];allow [TEAM] [] []
					never-asked           | WARNING | policies[0]            | self: deny [ALICE] [] [];bypass [EVERYONE] [] []    | ssh: deny [ALICE] [] [];bypass [EVERYONE] [] []
					nobody-gets-in        | ERROR   | policies               | ssh: deny [EVERYONE] [] [];allow [ALICE] [] []      | ssh: deny [EVERYONE] [] [ALICE];allow [ALICE] [] []
					nobody-gets-in        | ERROR   | policies               | ssh: non_identity [TOKEN] [] []                     | self: non_identity [TOKEN] [] []
					empty-include         | ERROR   | policies[0].include    | ssh: allow [] [ALICE] []                            | ssh: allow [ALICE] [] []
					foreign-address       | WARNING | policies[0].include[1] | ssh: allow [ALICE,GUEST] [] []                      | ssh: allow [ALICE] [] [GUEST]
					foreign-domain        | WARNING | policies[0].include[0] | ssh: allow [OUTSIDERS] [] []                        | ssh: allow [BRANCH] [] []
					group-with-pin        | ERROR   | policies[0]            | ssh: allow [BY_PIN] [DEVS] []                       | ssh: allow [BY_OKTA] [DEVS] []
					group-with-pin        | ERROR   | policies[0]            | ssh: allow [ALICE] [DEVS,BY_PIN] []                 | ssh: allow [ALICE,BY_PIN] [DEVS] []
					group-with-pin        | ERROR   | policies[0]            | ssh: allow [STAFF,DEVS] [BY_PIN] []                 | ssh: allow [STAFF,ALICE] [BY_PIN] []
					group-with-pin        | ERROR   | policies[0]            | ssh: allow [PIN_DEVS] [] []                         | ssh: allow [DEVS] [] []
					pin-beside-group      | WARNING | policies[0].include[1] | ssh: allow [DEVS,ALICE] [] []                       | ssh: allow [DEVS,ALICE] [BY_OKTA] []
					pin-beside-group      | WARNING | policies[0].include[0] | ssh: allow [COLLEAGUES,STAFF] [] []                 | sso: allow [COLLEAGUES,STAFF] [] []
					pin-beside-group      | WARNING | policies[0].include[1] | ssh: allow [DEVS,BY_PIN] [] []                      | ssh: allow [TEAM,ALICE] [] []
					unknown-group         | WARNING | policies[0].include[0] | ssh: allow [NO_GROUP] [] []                         | ssh: allow [TEAM] [] []
					ended-token           | WARNING | policies[0].include[1] | self: non_identity [TOKEN,OLD_TOKEN] [] []          | self: non_identity [TOKEN] [] []
					unknown-login         | WARNING | policies[0].require[0] | ssh: allow [ALICE] [BY_NOBODY] []                   | ssh: allow [ALICE] [BY_OKTA] []
					twice                 | HINT    | policies[0].include[2] | ssh: allow [ALICE,BOB,ALICE] [] []                  | ssh: allow [ALICE,BOB] [ALICE] []
					""")
	void firesAndDoesNotFireNearby(String code, Severity severity, String path, String fires, String nearMiss) {
		assertThat(lint(fires)).as("%s in %s", code, fires)
			.extracting(LintFinding::severity, LintFinding::code, LintFinding::path)
			.contains(tuple(severity, "rules.lint." + code, path));
		assertThat(lint(nearMiss)).as("%s in %s", code, nearMiss)
			.extracting(LintFinding::code)
			.doesNotContain("rules.lint." + code);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					foreign-domain      | WARNING | include[1] | sso: allow [ALICE,OUTSIDERS] [] []      | sso: allow [ALICE,BRANCH] [] [OUTSIDERS]
					foreign-address     | WARNING | include[0] | sso: allow [GUEST] [] []                | sso: allow [ALICE] [] [GUEST]
					place-only          | WARNING | include[0] | sso: allow [INTERNET] [] []             | sso: allow [INTERNET] [COLLEAGUES] []
					foreign-domain      | WARNING | require[0] | sso: allow [INTERNET] [OUTSIDERS] []    | sso: allow [INTERNET] [COLLEAGUES] []
					place-only          | WARNING | include[1] | sso: allow [ALICE,JAPAN] [] []          | sso: allow [ALICE] [JAPAN] []
					login-method-only   | WARNING | include[0] | ssh: allow [BY_PIN] [] []               | ssh: allow [ALICE] [BY_PIN] []
					unknown-selector    | WARNING | exclude[0] | sso: allow [ALICE] [] [UNKNOWN]         | sso: allow [ALICE] [] [GUEST]
					unknown-login       | WARNING | require[0] | sso: allow [ALICE] [BY_NOBODY] []       | sso: allow [ALICE] [BY_OKTA] []
					pin-beside-group    | WARNING | include[1] | ssh: allow [DEVS,ALICE] [] []           | sso: allow [DEVS,ALICE] [] []
					include-excluded    | WARNING | include[1] | sso: allow [ALICE,BOB] [] [BOB]         | sso: allow [ALICE] [] [BOB]
					countries-at-once   | ERROR   | require    | sso: allow [ALICE] [JAPAN,FRANCE] []    | sso: allow [ALICE] [JAPAN] [FRANCE]
					pin-in-group        | ERROR   | include    | ssh: allow [DEVS] [BY_PIN] []           | ssh: allow [DEVS] [BY_OKTA] []
					nobody-in-group     | ERROR   | include    | sso: allow [ALICE] [] [COLLEAGUES]      | sso: allow [COLLEAGUES] [] [ALICE]
					nobody-in-group     | ERROR   | include    | sso: allow [TOKEN] [ALICE] []           | sso: allow [TOKEN] [] []
					""")
	void looksOverAGroupByItself(String code, Severity severity, String path, String fires, String nearMiss) {
		assertThat(lintGroup(fires)).as("%s in %s", code, fires)
			.extracting(LintFinding::severity, LintFinding::code, LintFinding::path)
			.contains(tuple(severity, "rules.lint." + code, path));
		assertThat(lintGroup(nearMiss)).as("%s in %s", code, nearMiss)
			.extracting(LintFinding::code)
			.doesNotContain("rules.lint." + code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sso: allow [ALICE,COLLEAGUES] [] [BOB]", "sso: allow [TOKEN] [] []",
			"sso: allow [DEVS] [BY_OKTA,MFA] []", "ssh: allow [LAPTOP] [OFFICE] []" })
	void aGoodGroupIsNotTalkedAbout(String group) {
		assertThat(lintGroup(group)).isEmpty();
	}

	@Test
	void goodPoliciesAreNotTalkedAbout() {
		assertThat(Stream
			.of("ssh: allow [ALICE,BOB] [] []", "ssh: allow [COLLEAGUES] [JAPAN] [BOB]",
					"ssh: allow [TEAM] [OFFICE] []", "ssh: deny [BOB] [] [];allow [COLLEAGUES,BRANCH] [] []",
					"ssh: allow [DEVS] [BY_OKTA,MFA] []", "self: non_identity [TOKEN] [OFFICE] [];allow [STAFF] [] []")
			.flatMap((policies) -> lint(policies).stream())).isEmpty();
	}

	@Test
	void countsTheValuesOfEachListAndOfAll() {
		assertThat(lint(many(1_000, 0))).isEmpty();
		assertThat(lint(many(1_001, 0))).extracting(LintFinding::code, LintFinding::path)
			.containsExactly(tuple("rules.lint.too-many", "policies[0].include"),
					tuple("rules.lint.too-many-in-all", "policies"));
		assertThat(lint(many(600, 400))).isEmpty();
		assertThat(lint(many(600, 401))).extracting(LintFinding::code).containsExactly("rules.lint.too-many-in-all");
	}

	@Test
	void morePoliciesThanAreTakenAreCountedAndNotLookedAt() {
		assertThat(lint(alike(50))).extracting(LintFinding::code).containsOnly("rules.lint.never-asked").hasSize(49);
		assertThat(lint(alike(51)))
			.extracting(LintFinding::severity, LintFinding::code, LintFinding::path, LintFinding::args)
			.containsExactly(tuple(Severity.ERROR, "rules.lint.too-many-policies", "policies",
					List.of(new Phrase.Value("51"), new Phrase.Value("50"))));
		assertThat(lint(many(600, 401))).extracting(LintFinding::code).doesNotContain("rules.lint.include-excluded");
	}

	@Test
	void whatIsTooLargeToBeLookedOverIsToldAndNearlyAsMuchIsLookedOver() {
		assertThat(lint(excluded(100))).isEmpty();
		assertThat(lint(excluded(500))).extracting(LintFinding::severity, LintFinding::code, LintFinding::path)
			.containsExactly(tuple(Severity.HINT, "rules.lint.not-looked-over", "policies"));
	}

	@Test
	void groupsThatAreTooLargeAreNotFollowed() {
		assertThat(lintWithGroupsOf(1_000, 9)).isEmpty();
		assertThat(lintWithGroupsOf(1_000, 10)).extracting(LintFinding::code)
			.containsExactly("rules.lint.not-looked-over");
		assertThat(lintWithGroupsOf(10, 50)).isEmpty();
	}

	@Test
	void theWorkIsBoundedAndTheUsualShapesTakeLittleOfIt() {
		assertThat(effort(IntStream.range(0, 50).mapToObj((i) -> allow(people("p" + i + ".", 20))).toList()))
			.returns(false, WorkLimit::incomplete)
			.satisfies((limit) -> assertThat(limit.steps()).isLessThan(100_000));
		assertThat(effort(many(500, 500))).returns(false, WorkLimit::incomplete)
			.satisfies((limit) -> assertThat(limit.steps()).isLessThan(1_000_000));
		assertThat(effort(excluded(500))).returns(true, WorkLimit::incomplete)
			.satisfies((limit) -> assertThat(limit.steps()).isLessThan(ONE_LOOK + 5_000));
	}

	@Test
	void manyLooksTogetherTakeNoMoreThanTheyMay() {
		WorkLimit limit = WorkLimit.ofOneReview();
		for (int i = 0; i < 20; i++) {
			assertThat(Linter.lint(excluded(500), context("ssh"), limit)).extracting(LintFinding::code)
				.containsExactly(Linter.NOT_LOOKED_OVER);
		}
		assertThat(limit.steps()).isLessThan(ONE_LOOK + 10_000);
		assertThat(Linter.lint(policies("ssh: allow [EVERYONE] [] []"), context("ssh"), limit))
			.extracting(LintFinding::code)
			.containsExactly("rules.lint.everyone", Linter.NOT_LOOKED_OVER);
	}

	@Test
	void approvalIsPromisedForSelfHostedOnly() {
		Terms approved = new Terms(null, true, "", true,
				List.of(new Approvers(1, List.of(EmailAddress.of("boss@example.com")), null)), null, false);
		Policy policy = new Policy("x", Decision.ALLOW, List.of(email("alice@example.com")), List.of(), List.of(),
				approved, JsonNodeFactory.instance.objectNode());

		assertThat(Linter.lint(List.of(policy), context("ssh"))).extracting(LintFinding::code)
			.containsExactly("rules.lint.approval-on-ssh");
		assertThat(Linter.lint(List.of(policy), context("self"))).isEmpty();
	}

	@Test
	void aFieldThatNobodyKnowsMayBeASlip() {
		Policy slip = new Policy("x", Decision.ALLOW, List.of(email("alice@example.com")), List.of(), List.of(),
				Terms.NONE, JsonNodeFactory.instance.objectNode().put("exclud", "bob@example.com"));
		Policy known = new Policy("x", Decision.ALLOW, List.of(email("alice@example.com")), List.of(), List.of(),
				Terms.NONE, JsonNodeFactory.instance.objectNode());

		assertThat(lint(List.of(slip))).extracting(LintFinding::severity, LintFinding::code, LintFinding::path)
			.containsExactly(tuple(Severity.WARNING, "rules.lint.unknown-field", "policies[0].exclud"));
		assertThat(lint(List.of(known))).isEmpty();
	}

	@Test
	void namesTheEarlierPolicyThatDecides() {
		List<Policy> policies = policies("ssh: allow [GUEST] [] [];deny [COLLEAGUES] [] [];allow [ALICE] [] []");

		assertThat(Linter.lint(policies, LintContext.of(EvaluationContext.of("ssh")))).singleElement()
			.returns(List.of(new Phrase.Value("policy 2"), new Phrase.Value("policy 1")), LintFinding::args);
	}

	@Test
	void namesTheGroupThatIsTheOnlyCondition() {
		assertThat(lint("ssh: allow [EVERYONE] [IN_JAPAN] []")).extracting(LintFinding::path, LintFinding::args)
			.contains(
					tuple("policies[0].include[0]", List.of(PolicyUnderReview.describe(new Selector.Group(IN_JAPAN)))));
		assertThat(lint("ssh: allow [EVERYONE] [PINS] []")).extracting(LintFinding::path, LintFinding::args)
			.contains(tuple("policies[0].include[0]", List.of(PolicyUnderReview.describe(new Selector.Group(PINS)))));
	}

	@Test
	void whereNothingIsKnownAroundNothingIsSaidOfIt() {
		assertThat(Linter.lint(policies("ssh: allow [GUEST,DEVS,NO_GROUP] [] []"),
				LintContext.of(EvaluationContext.of("ssh"))))
			.isEmpty();
	}

	@Test
	void everyFindingHasItsThreeTexts() throws IOException {
		Properties texts = texts();
		Set<String> codes = new HashSet<>();
		texts.stringPropertyNames()
			.stream()
			.filter((key) -> key.startsWith("rules.lint."))
			.forEach((key) -> codes.add(key.substring(0, key.lastIndexOf('.'))));

		assertThat(codes).hasSizeGreaterThan(25)
			.allSatisfy((code) -> assertThat(texts.stringPropertyNames()).contains(code + ".what", code + ".why",
					code + ".remedy"));
		LintFinding finding = lint("ssh: allow [OFFICE] [] []").getFirst();
		assertThat(List.of(finding.what(), finding.why(), finding.remedy())).allSatisfy((phrase) -> assertThat(phrase)
			.isInstanceOfSatisfying(Phrase.Text.class, (text) -> assertThat(texts).containsKey(text.code())));
	}

	private static Properties texts() throws IOException {
		Properties texts = new Properties();
		try (Reader reader = new InputStreamReader(
				Objects.requireNonNull(LinterTests.class.getResourceAsStream("/messages.properties")),
				StandardCharsets.UTF_8)) {
			texts.load(reader);
		}
		return texts;
	}

	private static List<Policy> many(int included, int excluded) {
		return List.of(new Policy("x", Decision.ALLOW, people("p", included), List.of(), people("q", excluded),
				JsonNodeFactory.instance.objectNode()));
	}

	private static List<Policy> alike(int count) {
		return IntStream.range(0, count).mapToObj((_) -> allow(List.of(email("alice@example.com")))).toList();
	}

	private static Policy allow(List<Selector> include) {
		return new Policy("x", Decision.ALLOW, include, List.of(), List.of(), JsonNodeFactory.instance.objectNode());
	}

	/**
	 * Groups let in and others left out, so that each of the one meets all of the other.
	 */
	private static List<Policy> excluded(int count) {
		return List.of(new Policy("x", Decision.ALLOW, groups("in", count), List.of(), groups("out", count),
				JsonNodeFactory.instance.objectNode()));
	}

	private static List<Selector> groups(String prefix, int count) {
		return IntStream.range(0, count).<Selector>mapToObj((i) -> new Selector.OktaGroup(OKTA, prefix + i)).toList();
	}

	private static List<LintFinding> lintWithGroupsOf(int people, int count) {
		Map<UUID, RuleGroup> groups = IntStream.range(0, count)
			.boxed()
			.collect(Collectors.toMap((i) -> new UUID(0, i), (i) -> RuleGroup.of(people("p" + i + ".", people))));
		return Linter.lint(List.of(allow(groups.keySet().stream().<Selector>map(Selector.Group::new).toList())),
				LintContext.of(new EvaluationContext("ssh", groups)));
	}

	private static WorkLimit effort(List<Policy> policies) {
		WorkLimit limit = WorkLimit.ofOneReview();
		Linter.lint(policies, context("ssh"), limit);
		return limit;
	}

	private static List<Selector> people(String prefix, int count) {
		return IntStream.range(0, count).mapToObj((i) -> email(prefix + i + "@example.com")).toList();
	}

	private static List<LintFinding> lint(List<Policy> policies) {
		return Linter.lint(policies, context("ssh"));
	}

	private static List<LintFinding> lint(String spec) {
		return Linter.lint(policies(spec), context(spec.substring(0, spec.indexOf(':'))));
	}

	private static List<LintFinding> lintGroup(String spec) {
		Policy rules = policies(spec).getFirst();
		return Linter.lint(new RuleGroup(rules.include(), rules.require(), rules.exclude()),
				context(spec.substring(0, spec.indexOf(':'))));
	}

	/** Where {@code sso} has no one-time PIN. */
	private static LintContext context(String type) {
		Map<UUID, String> providers = type.equals("sso") ? Map.of(OKTA, "okta")
				: Map.of(OKTA, "okta", PIN, "onetimepin");
		return new LintContext(new EvaluationContext(type.equals("ssh") ? "ssh" : "self_hosted", GROUPS),
				Set.of("example.com"), providers, Set.of(TEAM, STAFF), Map.of(NOWHERE, "old-ci"));
	}

	private static List<Policy> policies(String spec) {
		List<Policy> policies = new ArrayList<>();
		for (String policy : spec.substring(spec.indexOf(':') + 1).strip().split(";", -1)) {
			List<String> parts = List.of(policy.split(" ", -1));
			policies.add(new Policy("policy " + policies.size(), Decision.of(parts.get(0)), selectors(parts.get(1)),
					selectors(parts.get(2)), selectors(parts.get(3)), JsonNodeFactory.instance.objectNode()));
		}
		return policies;
	}

	private static RuleGroup group(String include, String require) {
		return new RuleGroup(selectors("[" + include + "]"), selectors("[" + require + "]"), List.of());
	}

	private static List<Selector> selectors(String names) {
		return Stream.of(names.substring(1, names.length() - 1).split(",", -1))
			.filter((name) -> !name.isEmpty())
			.map((name) -> Objects.requireNonNull(WORDS.get(name)))
			.toList();
	}

	private static Selector email(String address) {
		return new Selector.Email(EmailAddress.of(address));
	}

}
