package dev.postern.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Access.Condition;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Setting SELF_HOSTED = Setting.of("self_hosted");

	private static final EmailAddress ALICE = EmailAddress.of("alice@example.com");

	private static final JsonNode DEVS = JSON.readTree("{\"next_year\":{\"name\":\"devs\"}}");

	private static final JsonNode MANAGED = JSON.readTree("{\"next_century\":{\"integration_uid\":\"7\"}}");

	private static final List<Selector> WORDS = List.of(new Selector.Email(ALICE), email("bob@example.com"),
			new Selector.EmailDomain("example.com"), new Selector.EmailDomain("example.org"),
			new Selector.Country("JP"), new Selector.Country("US"), new Selector.Country("FR"),
			new Selector.IpRange("10.0.0.0/8"), new Selector.IpRange("10.1.0.0/16"), new Selector.IpRange("0.0.0.0/1"),
			new Selector.IpRange("128.0.0.0/1"), new Selector.IpRange("2001:db8::/32"), new Selector.IpRange("::/0"),
			new Selector.Everyone(), new Selector.Other(DEVS), new Selector.Other(MANAGED));

	private static final List<World> WORLDS = World.all(ALICE, List.of("JP", "US", "FR", "DE"),
			List.of("10.1.0.1", "10.2.0.1", "1.1.1.1", "200.1.1.1", "2001:db8::1", "::1"), List.of(DEVS, MANAGED));

	@Test
	void agreesWithEveryCompletionOfWhatIsNotKnown_I13() {
		Random random = new Random(13);
		int allowed = 0;
		int denied = 0;
		int depends = 0;
		for (int i = 0; i < 30_000; i++) {
			List<Policy> policies = somePolicies(random);
			Access access = Access.evaluate(policies, SELF_HOSTED, new Identity(ALICE));
			boolean any = WORLDS.stream().anyMatch((world) -> world.letsIn(policies));
			boolean all = WORLDS.stream().allMatch((world) -> world.letsIn(policies));
			switch (access) {
				case Access.Allowed _ -> {
					assertThat(all).as("case %d: %s", i, policies).isTrue();
					allowed++;
				}
				case Access.Denied _ -> {
					assertThat(any).as("case %d: %s", i, policies).isFalse();
					denied++;
				}
				case Access.Depends(var _, var _, var conditions, var _) -> {
					assertThat(any && !all).as("case %d: %s", i, policies).isTrue();
					List<Policy> left = conditions.stream().map(AccessTests::asPolicy).toList();
					assertThat(WORLDS).as("case %d: %s leaves %s", i, policies, conditions)
						.allMatch((world) -> world.letsIn(policies) == world.letsIn(left));
					depends++;
				}
			}
		}
		assertThat(List.of(allowed, denied, depends)).as("every answer is tried often")
			.allMatch((count) -> count > 1_500);
	}

	@Test
	void nobodyGetsInByDefault() {
		assertThat(evaluate()).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(policy(Decision.ALLOW, List.of(), List.of(), List.of()))).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(policy(Decision.ALLOW, List.of(email("bob@example.com")), List.of(), List.of())))
			.isInstanceOf(Access.Denied.class);
	}

	@Test
	void firstMatchDecides() {
		Policy keepsOut = policy(Decision.DENY, List.of(new Selector.Email(ALICE)), List.of(), List.of());
		Policy letsIn = policy(Decision.ALLOW, List.of(new Selector.EmailDomain("example.com")), List.of(), List.of());

		assertThat(evaluate(keepsOut, letsIn)).isInstanceOf(Access.Denied.class);
		assertThat(evaluate(letsIn, keepsOut)).isInstanceOf(Access.Allowed.class);
	}

	@Test
	void saysWhatItDependsOn() {
		Selector japan = new Selector.Country("JP");
		Policy policy = policy(Decision.ALLOW, List.of(new Selector.EmailDomain("example.com")), List.of(japan),
				List.of(email("eve@example.com")));

		assertThat(evaluate(policy)).isInstanceOfSatisfying(Access.Depends.class, (depends) -> {
			assertThat(depends.by()).containsExactly(new Decider(0, "x"));
			assertThat(depends.unknown()).containsExactly(Fact.COUNTRY);
			assertThat(depends.conditions())
				.containsExactly(new Condition(Decision.ALLOW, List.of(), List.of(japan), List.of()));
		});
	}

	@Test
	void whatNobodyCanMeetIsDeniedAndNotOnlyUnlikely() {
		Policy nowhere = policy(Decision.ALLOW, List.of(new Selector.Everyone()),
				List.of(new Selector.Country("JP"), new Selector.Country("US")), List.of());

		assertThat(evaluate(nowhere)).isInstanceOf(Access.Denied.class);
	}

	@Test
	void machinesTokenIsNotAPersons() {
		Selector token = new Selector.AnyServiceToken();

		assertThat(evaluate(policy(Decision.NON_IDENTITY, List.of(token), List.of(), List.of())))
			.isInstanceOf(Access.Denied.class);
	}

	@Test
	void bypassKnowsNobodysAddress() {
		assertThat(evaluate(policy(Decision.BYPASS, List.of(new Selector.Email(ALICE)), List.of(), List.of())))
			.isInstanceOf(Access.Denied.class);
		assertThat(evaluate(policy(Decision.DENY, List.of(new Selector.Everyone()), List.of(), List.of()),
				policy(Decision.BYPASS, List.of(new Selector.Everyone()), List.of(), List.of())))
			.isInstanceOf(Access.Allowed.class);
	}

	@Test
	void answersSoonHoweverHardTheRiddleIs() {
		int holes = 8;
		List<Policy> pigeonsInHoles = new ArrayList<>();
		for (int pigeon = 0; pigeon <= holes; pigeon++) {
			List<Selector> somewhere = new ArrayList<>();
			for (int hole = 0; hole < holes; hole++) {
				somewhere.add(group(pigeon, hole));
				for (int other = 0; other < pigeon; other++) {
					pigeonsInHoles.add(policy(Decision.DENY, List.of(new Selector.Everyone()),
							List.of(group(pigeon, hole), group(other, hole)), List.of()));
				}
			}
			pigeonsInHoles.add(policy(Decision.DENY, List.of(new Selector.Everyone()), List.of(), somewhere));
		}
		pigeonsInHoles.add(policy(Decision.ALLOW, List.of(new Selector.Everyone()), List.of(), List.of()));

		assertThat(
				CompletableFuture.supplyAsync(() -> Access.evaluate(pigeonsInHoles, SELF_HOSTED, new Identity(ALICE))))
			.succeedsWithin(Duration.ofSeconds(20), InstanceOfAssertFactories.type(Access.class))
			.isInstanceOf(Access.Depends.class);
	}

	private static Selector group(int pigeon, int hole) {
		return new Selector.Other(JSON.readTree("{\"next_year\":{\"id\":\"%d in %d\"}}".formatted(pigeon, hole)));
	}

	private static Access evaluate(Policy... policies) {
		return Access.evaluate(List.of(policies), SELF_HOSTED, new Identity(ALICE));
	}

	private static List<Policy> somePolicies(Random random) {
		List<Policy> policies = new ArrayList<>();
		int count = 1 + random.nextInt(4);
		for (int i = 0; i < count; i++) {
			Decision decision = switch (random.nextInt(10)) {
				case 0 -> Decision.BYPASS;
				case 1 -> Decision.NON_IDENTITY;
				case 2, 3, 4 -> Decision.DENY;
				default -> Decision.ALLOW;
			};
			policies.add(policy(decision, someWords(random, 4), someWords(random, 3), someWords(random, 3)));
		}
		return policies;
	}

	private static List<Selector> someWords(Random random, int bound) {
		return random.ints(random.nextInt(bound), 0, WORDS.size()).mapToObj(WORDS::get).toList();
	}

	/**
	 * A condition as the policy that it says; what is left open of nobody is everyone.
	 */
	private static Policy asPolicy(Condition condition) {
		List<Selector> include = condition.anyOf().isEmpty() ? List.of(new Selector.Everyone()) : condition.anyOf();
		return policy(condition.decision(), include, condition.allOf(), condition.noneOf());
	}

	private static Policy policy(Decision decision, List<Selector> include, List<Selector> require,
			List<Selector> exclude) {
		return new Policy("x", decision, include, require, exclude, JsonNodeFactory.instance.objectNode());
	}

	private static Selector email(String address) {
		return new Selector.Email(EmailAddress.of(address));
	}

}
