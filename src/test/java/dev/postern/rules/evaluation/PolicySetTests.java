package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access.OpenCondition;
import dev.postern.rules.words.Phrase;
import dev.postern.rules.words.SelectorWords;
import dev.postern.waiting.Patience;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PolicySetTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final EvaluationContext SELF_HOSTED = EvaluationContext.of("self_hosted");

	private static final EvaluationContext SSH = EvaluationContext.of("ssh");

	private static final Identity ALICE = new Identity(EmailAddress.of("alice@example.com"));

	private static final Selector HER = email("alice@example.com");

	private static final Selector COLLEAGUES = new Selector.EmailDomain("example.com");

	private static final Selector EVERYONE = new Selector.Everyone();

	private static final Selector JAPAN = new Selector.Country("JP");

	private static final UUID OKTA = UUID.fromString("f174e90a-fafe-4643-bbbc-4a0ed4fc8415");

	private static final UUID TOKEN = UUID.fromString("44444444-4444-4444-8444-444444444444");

	private static final UUID TEAM = UUID.fromString("11111111-1111-4111-8111-111111111111");

	private static final UUID OTHERS = UUID.fromString("22222222-2222-4222-8222-222222222222");

	@Test
	void nobodyGetsInByDefault() {
		assertThat(evaluate()).isEqualTo(new Access.Denied(List.of(), Phrase.text("rules.why.nothing-matches")));
		assertThat(evaluate(allow())).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(allow(email("bob@example.com")))).isInstanceOf(Access.Denied.class);
	}

	@Test
	void saysWhatKeepsSomebodyOutWhomAPolicyNames() {
		Policy narrowed = new Policy("Team", Decision.ALLOW, List.of(COLLEAGUES), List.of(JAPAN), List.of(HER),
				JsonNodeFactory.instance.objectNode());
		assertThat(evaluate(List.of(narrowed), SSH, ALICE).reason())
			.isEqualTo(Phrase.text("rules.why.kept-out", new Phrase.Value("Team"), SelectorWords.PEOPLE.say(HER)));
		Policy fromJapan = policy(Decision.ALLOW, List.of(COLLEAGUES), List.of(JAPAN), List.of());
		assertThat(evaluate(List.of(fromJapan), SSH, ALICE.fromCountry("FR")).reason())
			.isEqualTo(Phrase.text("rules.why.not-met", new Phrase.Value("allow"), SelectorWords.WHEN.say(JAPAN)));
		assertThat(
				evaluate(List.of(policy(Decision.ALLOW, List.of(email("bob@example.com")), List.of(JAPAN), List.of())),
						SSH, ALICE.fromCountry("FR"))
					.reason())
			.isEqualTo(Phrase.text("rules.why.nothing-matches"));
	}

	@Test
	void firstMatchDecides() {
		assertThat(evaluate(deny(HER), allow(COLLEAGUES))).isInstanceOf(Access.Denied.class)
			.returns(List.of(new PolicyRef(0, "deny")), Access::by);
		assertThat(evaluate(allow(COLLEAGUES), deny(HER))).isInstanceOf(Access.Allowed.class)
			.returns(List.of(new PolicyRef(0, "allow")), Access::by);
	}

	@Test
	void namesTheSelectorThatLetsIn() {
		assertThat(evaluate(allow(email("bob@example.com"), COLLEAGUES)).reason())
			.isEqualTo(Phrase.text("rules.why.allowed", new Phrase.Value("allow"),
					Phrase.text("rules.say.people.domain", new Phrase.Value("example.com"))));
		assertThat(evaluate(List.of(allow(EVERYONE, JAPAN)), SSH, ALICE.fromCountry("JP")).reason()).isEqualTo(
				Phrase.text("rules.why.allowed", new Phrase.Value("allow"), Phrase.text("rules.say.people.everyone")));
	}

	@Test
	void saysThatOneOfSeveralDecides() {
		Access access = evaluate(policy(Decision.ALLOW, List.of(COLLEAGUES), List.of(JAPAN), List.of()), allow(HER));

		assertThat(access).isInstanceOf(Access.Allowed.class);
		assertThat(access.by()).extracting(PolicyRef::index).containsExactly(0, 1);
		assertThat(access.reason()).isInstanceOfSatisfying(Phrase.Text.class,
				(text) -> assertThat(text.code()).isEqualTo("rules.why.allowed-by-one"));
	}

	@Test
	void saysWhatItDependsOn() {
		Policy policy = policy(Decision.ALLOW, List.of(COLLEAGUES), List.of(JAPAN), List.of(email("eve@example.com")));

		assertThat(evaluate(policy)).isInstanceOfSatisfying(Access.Depends.class, (depends) -> {
			assertThat(depends.by()).containsExactly(new PolicyRef(0, "allow"));
			assertThat(depends.unknown()).containsExactly(Fact.COUNTRY);
			assertThat(depends.conditions())
				.containsExactly(new OpenCondition(Decision.ALLOW, List.of(), List.of(JAPAN), List.of()));
			assertThat(depends.reason()).isEqualTo(AccessExplanation.of(depends, Disclosure.ALL));
		});
	}

	@Test
	void whatNobodyCanMeetIsDeniedAndNotOnlyUnlikely() {
		assertThat(evaluate(
				policy(Decision.ALLOW, List.of(EVERYONE), List.of(JAPAN, new Selector.Country("US")), List.of())))
			.isInstanceOf(Access.Denied.class);
	}

	@Test
	void bypassKnowsNobodysAddress() {
		assertThat(evaluate(policy(Decision.BYPASS, List.of(HER), List.of(), List.of())))
			.isInstanceOf(Access.Denied.class);
		assertThat(evaluate(deny(EVERYONE), policy(Decision.BYPASS, List.of(EVERYONE), List.of(), List.of())))
			.isInstanceOf(Access.Allowed.class)
			.returns(List.of(new PolicyRef(1, "bypass")), Access::by);
	}

	@ParameterizedTest
	@EnumSource(names = { "BYPASS", "NON_IDENTITY" })
	void sshIgnoresPoliciesWithoutALogin(Decision decision) {
		List<Policy> policies = List.of(policy(decision, List.of(EVERYONE), List.of(), List.of()), deny(HER));

		assertThat(evaluate(policies, SELF_HOSTED, ALICE)).isInstanceOf(Access.Allowed.class);
		assertThat(evaluate(policies, SSH, ALICE)).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(policies, SSH, Identity.machine(TOKEN))).isInstanceOf(Access.Denied.class);
	}

	@Test
	void machinesEnterByServiceAuthOnly() {
		Selector token = new Selector.ServiceToken(TOKEN);
		Policy serviceAuth = policy(Decision.NON_IDENTITY, List.of(token), List.of(), List.of());
		Identity another = Identity.machine(UUID.fromString("55555555-5555-4555-8555-555555555555"));

		assertThat(evaluate(List.of(serviceAuth), SELF_HOSTED, Identity.machine(TOKEN)))
			.isInstanceOf(Access.Allowed.class);
		assertThat(evaluate(List.of(serviceAuth), SELF_HOSTED, another)).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(List.of(serviceAuth), SELF_HOSTED, ALICE)).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(List.of(serviceAuth), SELF_HOSTED, Identity.someMachine())).isInstanceOfSatisfying(
				Access.Depends.class, (depends) -> assertThat(depends.unknown()).containsExactly(Fact.SERVICE_TOKEN));
		assertThat(evaluate(List.of(allow(token, EVERYONE)), SELF_HOSTED, Identity.machine(TOKEN)))
			.isEqualTo(new Access.Denied(List.of(), Phrase.text("rules.why.no-machine")));
		assertThat(evaluate(List.of(allow(token)), SELF_HOSTED, ALICE)).isInstanceOf(Access.Denied.class);
	}

	@Test
	void groupsOfAProviderCountForLoginsThroughIt() {
		Policy devs = allow(new Selector.OktaGroup(OKTA, "devs"));
		Identity member = ALICE.withClaims(OKTA, Claims.ofGroups(Set.of("devs")));
		Identity stranger = ALICE.withClaims(OKTA, Claims.ofGroups(Set.of("ops")));
		UUID pin = UUID.fromString("99999999-9999-4999-8999-999999999999");

		assertThat(evaluate(List.of(devs), SSH, member.loggedInThrough(OKTA))).isInstanceOf(Access.Allowed.class);
		assertThat(evaluate(List.of(devs), SSH, member.loggedInThrough(pin))).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(List.of(devs), SSH, stranger)).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(List.of(devs), SSH, member)).isInstanceOfSatisfying(Access.Depends.class,
				(depends) -> assertThat(depends.unknown()).containsExactly(Fact.LOGIN_METHOD));
		assertThat(evaluate(List.of(devs), SSH, ALICE.loggedInThrough(OKTA))).isInstanceOfSatisfying(
				Access.Depends.class, (depends) -> assertThat(depends.unknown()).containsExactly(Fact.PROVIDER_GROUPS));
	}

	@Test
	void claimsDecideWhatTheyListAndNothingElse() {
		Claims claims = new Claims(
				Set.of("devs", "acme", "acme/core", "team@example.com", "aa0a4aab-672b-4bdb-bc33-a59f1130a11f"),
				Map.of("dept", Set.of("eng")));
		UUID group = UUID.fromString("AA0A4AAB-672b-4bdb-bc33-a59f1130a11f");

		assertThat(List.of(new Selector.OktaGroup(OKTA, "devs"), new Selector.GitHubOrganization(OKTA, "acme", null),
				new Selector.GitHubOrganization(OKTA, "acme", "core"), new Selector.EntraGroup(OKTA, group),
				new Selector.GoogleGroup(OKTA, EmailAddress.of("team@example.com")),
				new Selector.SamlAttribute(OKTA, "dept", "eng"), new Selector.OidcClaim(OKTA, "dept", "eng")))
			.allMatch((selector) -> claims.satisfies(selector) == Truth.YES);
		assertThat(List.of(new Selector.OktaGroup(OKTA, "ops"), new Selector.GitHubOrganization(OKTA, "acme", "ops"),
				new Selector.OidcClaim(OKTA, "dept", "sales")))
			.allMatch((selector) -> claims.satisfies(selector) == Truth.NO);
		assertThat(claims.satisfies(new Selector.OidcClaim(OKTA, "rank", "chief"))).isEqualTo(Truth.UNKNOWN);
		assertThat(claims.satisfies(new Selector.AuthContext(OKTA, group, "c1"))).isEqualTo(Truth.UNKNOWN);
		assertThat(new Claims(null, Map.of()).satisfies(new Selector.OktaGroup(OKTA, "devs"))).isEqualTo(Truth.UNKNOWN);
	}

	@Test
	void accessGroupsMeanWhatTheirRulesSay() {
		RuleGroup team = new RuleGroup(List.of(COLLEAGUES), List.of(), List.of(email("eve@example.com")));
		EvaluationContext known = new EvaluationContext("ssh", Map.of(TEAM, team));
		Policy policy = allow(new Selector.Group(TEAM));

		assertThat(evaluate(List.of(policy), known, ALICE)).isInstanceOf(Access.Allowed.class);
		assertThat(evaluate(List.of(policy), known, new Identity(EmailAddress.of("eve@example.com"))))
			.isInstanceOf(Access.Denied.class);
		assertThat(evaluate(List.of(policy), SSH, ALICE)).isInstanceOfSatisfying(Access.Depends.class,
				(depends) -> assertThat(depends.unknown()).containsExactly(Fact.ACCESS_GROUPS));
		assertThat(evaluate(List.of(policy), SSH, ALICE.withAnswer(new Selector.Group(TEAM), true)))
			.isInstanceOf(Access.Allowed.class);
	}

	@Test
	void groupsThatHoldEachOtherEnd() {
		EvaluationContext circle = new EvaluationContext("ssh",
				Map.of(TEAM, RuleGroup.of(List.of(new Selector.Group(OTHERS), HER)), OTHERS,
						RuleGroup.of(List.of(new Selector.Group(TEAM)))));
		Policy policy = allow(new Selector.Group(TEAM));

		assertThat(evaluate(List.of(policy), circle, ALICE)).isInstanceOf(Access.Allowed.class);
		assertThat(evaluate(List.of(policy), circle, new Identity(EmailAddress.of("bob@example.com"))))
			.isInstanceOf(Access.Depends.class);
	}

	@Test
	void groupsThatHoldOneAnotherTwiceDoNotGrowOutOfHand() {
		Map<UUID, RuleGroup> steps = new HashMap<>();
		for (int i = 0; i < 40; i++) {
			Selector next = new Selector.Group(new UUID(0, i + 1));
			steps.put(new UUID(0, i), new RuleGroup(List.of(next), List.of(next), List.of()));
		}

		assertThat(evaluate(List.of(allow(new Selector.Group(new UUID(0, 0)))), new EvaluationContext("ssh", steps),
				ALICE))
			.isInstanceOf(Access.Depends.class);
	}

	@Test
	void answersSoonHoweverHardTheRiddleIs() {
		int holes = 8;
		List<Policy> pigeonsInHoles = new ArrayList<>();
		for (int pigeon = 0; pigeon <= holes; pigeon++) {
			List<Selector> somewhere = new ArrayList<>();
			for (int hole = 0; hole < holes; hole++) {
				somewhere.add(riddle(pigeon, hole));
				for (int other = 0; other < pigeon; other++) {
					pigeonsInHoles.add(policy(Decision.DENY, List.of(EVERYONE),
							List.of(riddle(pigeon, hole), riddle(other, hole)), List.of()));
				}
			}
			pigeonsInHoles.add(policy(Decision.DENY, List.of(EVERYONE), List.of(), somewhere));
		}
		pigeonsInHoles.add(allow(EVERYONE));

		assertThat(CompletableFuture.supplyAsync(() -> evaluate(pigeonsInHoles, SELF_HOSTED, ALICE)))
			.succeedsWithin(Patience.LIMIT, InstanceOfAssertFactories.type(Access.class))
			.isInstanceOf(Access.Depends.class);
	}

	@Test
	void manyPlacesAreNotTriedOneByOne() {
		List<Selector> networks = IntStream.range(0, 1_000)
			.<Selector>mapToObj((i) -> new Selector.IpRange("10.%d.%d.0/24".formatted(i / 250, i % 250)))
			.toList();
		List<Selector> countries = Stream.of(Locale.getISOCountries()).<Selector>map(Selector.Country::new).toList();
		List<Policy> policies = List.of(policy(Decision.DENY, countries, List.of(), networks),
				policy(Decision.ALLOW, networks, List.of(), countries),
				policy(Decision.ALLOW, List.of(HER), List.of(new Selector.IpRange("192.0.2.0/24")), List.of()));

		assertThat(evaluate(policies, SSH, ALICE.fromAddress("192.0.2.1"))).isInstanceOfSatisfying(Access.Depends.class,
				(depends) -> assertThat(depends.unknown()).containsExactly(Fact.COUNTRY));
		assertThat(evaluate(policies.subList(0, 2), SSH, ALICE.fromCountry("JP"))).isInstanceOf(Access.Denied.class);
	}

	@Test
	void takesSingleAddressesOnly() {
		assertThatIllegalArgumentException().isThrownBy(() -> ALICE.fromAddress("10.0.0.0/8"));
		assertThatIllegalArgumentException().isThrownBy(() -> ALICE.fromAddress("here"));
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.0/24, ::ffff:192.0.2.7, true", "192.0.2.0/24, ::ffff:c000:207, true",
			"::ffff:192.0.2.0/120, 192.0.2.7, true", "192.0.2.0/24, ::ffff:198.51.100.7, false",
			"192.0.2.0/24, 2001:db8::c000:207, false", "::/0, ::ffff:192.0.2.7, false" })
	void anIpv4AddressWrittenAsAnIpv6OneIsStillOne(String range, String address, boolean meets) {
		Policy policy = new Policy("x", Decision.ALLOW, List.of(new Selector.IpRange(range)), List.of(), List.of(),
				JsonNodeFactory.instance.objectNode());

		assertThat(evaluate(List.of(policy), SSH, ALICE.fromAddress(address)) instanceof Access.Allowed)
			.isEqualTo(meets);
	}

	private static Selector riddle(int pigeon, int hole) {
		return new Selector.Other(JSON.readTree("{\"next_year\":{\"id\":\"%d in %d\"}}".formatted(pigeon, hole)));
	}

	private static Access evaluate(Policy... policies) {
		return evaluate(List.of(policies), SELF_HOSTED, ALICE);
	}

	private static Access evaluate(List<Policy> policies, EvaluationContext evaluationContext, Identity identity) {
		return PolicySet.of(policies, evaluationContext).evaluate(identity);
	}

	private static Policy allow(Selector... include) {
		return policy(Decision.ALLOW, List.of(include), List.of(), List.of());
	}

	private static Policy deny(Selector... include) {
		return policy(Decision.DENY, List.of(include), List.of(), List.of());
	}

	private static Policy policy(Decision decision, List<Selector> include, List<Selector> require,
			List<Selector> exclude) {
		return new Policy(decision.wire(), decision, include, require, exclude, JsonNodeFactory.instance.objectNode());
	}

	private static Selector email(String address) {
		return new Selector.Email(EmailAddress.of(address));
	}

	@Test
	void aThousandConditionsThatNobodyKnowsAreAnAnswerAndNoOverflow() {
		List<Selector> many = IntStream.range(0, 900)
			.<Selector>mapToObj((i) -> new Selector.OktaGroup(UUID.fromString("f174e90a-fafe-4643-bbbc-4a0ed4fc8415"),
					"contractors-" + i))
			.toList();
		Policy policy = new Policy("x", Decision.ALLOW, List.of(new Selector.EmailDomain("example.com")), List.of(),
				many, JsonNodeFactory.instance.objectNode());

		assertThat(evaluate(List.of(policy), EvaluationContext.of("ssh"),
				new Identity(EmailAddress.of("ada@example.com"))))
			.isInstanceOf(Access.Depends.class);
	}

}
