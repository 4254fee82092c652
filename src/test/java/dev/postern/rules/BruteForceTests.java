package dev.postern.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.postern.rules.Access.Condition;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Compares every answer with all that may turn out, tried one by one. */
class BruteForceTests {

	private static final int CASES = 100_000;

	private static final int MOST_WORLDS = 36;

	private static final Map<String, JsonNode> GROUPS = Vocabulary.groups();

	private static final Map<UUID, RuleGroup> RULE_GROUPS = Vocabulary.ruleGroups();

	private static final IdentityHashMap<JsonNode, Selector> SELECTORS = new IdentityHashMap<>();

	static {
		Vocabulary.RULES.forEach((rule) -> SELECTORS.put(rule, Vocabulary.selector(rule)));
	}

	@Test
	void agreesWithEveryCompletionOfWhatIsNotKnown_I13() {
		Random random = new Random(20261122);
		Map<String, Integer> counts = new HashMap<>();
		for (int i = 0; i < CASES; i++) {
			Case some = aCase(random);
			Access access = some.access(some.identity());
			compare(i, some, access);
			counts.merge(access.getClass().getSimpleName() + (some.machine() ? " machine" : ""), 1, Integer::sum);
		}
		assertThat(counts).as("every answer is tried often")
			.hasSize(6)
			.allSatisfy((_, count) -> assertThat(count).isGreaterThan(500));
	}

	@Test
	void oneFactMoreNeverTurnsAnAnswerRound() {
		Random random = new Random(3);
		int resolved = 0;
		for (int i = 0; i < 10_000; i++) {
			Case some = aCase(random);
			Identity who = some.nobodyKnown();
			Access before = some.access(who);
			List<String> facts = new ArrayList<>(some.truth().keySet());
			Collections.shuffle(facts, random);
			for (String fact : facts) {
				who = Vocabulary.tell(who, fact, some.value(fact));
				Access after = some.access(who);
				assertThat(before instanceof Access.Depends || before.getClass() == after.getClass())
					.as("case %d: %s, then %s is known: %s", i, before, fact, after)
					.isTrue();
				resolved += (before.getClass() != after.getClass()) ? 1 : 0;
				before = after;
			}
			assertThat(before).as("case %d, all is known", i).isNotInstanceOf(Access.Depends.class);
		}
		assertThat(resolved).isGreaterThan(3_000);
	}

	@Test
	void whatTheLinterSaysNeverHappensNeverHappens() {
		Random random = new Random(4);
		Map<String, Integer> counts = new HashMap<>();
		for (int i = 0; i < 5_000; i++) {
			Case some = aCase(random).ofWhichNothingIsKnown();
			if (some.size() > MOST_WORLDS) {
				continue;
			}
			Set<Integer> deciding = new LinkedHashSet<>();
			List.of(some, some.ofMachines(!some.machine()))
				.forEach((one) -> one.worlds().forEach((world) -> deciding.add(one.deciding(world))));
			Set<String> expected = new LinkedHashSet<>();
			if (deciding.stream().noneMatch(some::letsIn)) {
				expected.add("nobody-gets-in policies");
			}
			for (int policy = 0; policy < some.policies().size(); policy++) {
				Case alone = some.alone(policy);
				boolean matches = List.of(alone, alone.ofMachines(!some.machine()))
					.stream()
					.anyMatch((one) -> one.worlds().stream().anyMatch((world) -> one.deciding(world) == 0));
				if (matches && !deciding.contains(policy)) {
					expected.add("never-asked policies[%d]".formatted(policy));
				}
				if (matches) {
					expected.add("can match policies[%d]".formatted(policy));
				}
			}
			List<String> said = Linter.lint(some.read(), LintContext.of(some.setting()))
				.stream()
				.map((finding) -> finding.code().replace("rules.lint.", "") + " " + finding.path())
				.toList();
			said.stream()
				.filter((finding) -> finding.startsWith("matches-nobody"))
				.forEach((finding) -> assertThat(expected).as("case of %s", some)
					.doesNotContain(finding.replace("matches-nobody", "can match")));
			expected.removeIf((finding) -> finding.startsWith("can match"));
			assertThat(said.stream().filter((finding) -> finding.matches("n(obody-gets-in|ever-asked) .*")))
				.as("case of %s", some)
				.containsExactlyInAnyOrderElementsOf(expected);
			said.forEach((finding) -> counts.merge(finding.substring(0, finding.indexOf(' ')), 1, Integer::sum));
		}
		assertThat(counts.keySet()).contains("nobody-gets-in", "never-asked", "matches-nobody");
	}

	private static void compare(int number, Case some, Access access) {
		List<World> worlds = some.worlds();
		Set<Integer> deciding = new LinkedHashSet<>();
		worlds.forEach((world) -> deciding.add(some.deciding(world)));
		Set<Boolean> outcomes = deciding.stream().map(some::letsIn).collect(Collectors.toSet());
		Set<Boolean> said = switch (access) {
			case Access.Allowed _ -> Set.of(true);
			case Access.Denied _ -> Set.of(false);
			case Access.Depends _ -> Set.of(true, false);
		};
		if (!said.equals(outcomes)) {
			fail("case %d: %s says %s but it turns out %s", number, some, access, outcomes);
		}
		Set<Integer> named = access.by().stream().map(Decider::index).collect(Collectors.toSet());
		deciding.remove(-1);
		if (!named.containsAll(deciding)) {
			fail("case %d: %s names %s but %s decide", number, some, access, deciding);
		}
		if (access instanceof Access.Depends depends) {
			List<JsonNode> left = depends.conditions().stream().map(BruteForceTests::asPolicy).toList();
			Map<List<String>, Boolean> byWhatIsUnknown = new HashMap<>();
			for (World world : worlds) {
				boolean letsIn = some.letsIn(some.deciding(world));
				int deciderLeft = world.deciding(left, some.ssh(), GROUPS);
				if (letsIn != (deciderLeft >= 0 && !decision(left, deciderLeft).equals("deny"))) {
					fail("case %d: %s leaves %s, which is not the same", number, some, depends.conditions());
				}
				List<String> known = some.valuesOf(world, depends.unknown());
				if (byWhatIsUnknown.computeIfAbsent(known, (_) -> letsIn) != letsIn) {
					fail("case %d: %s depends on more than %s", number, some, depends.unknown());
				}
			}
		}
	}

	private static Case aCase(Random random) {
		while (true) {
			List<JsonNode> words = random.ints(2 + random.nextInt(5), 0, Vocabulary.RULES.size())
				.mapToObj(Vocabulary.RULES::get)
				.toList();
			boolean machine = random.nextInt(5) == 0;
			Map<String, String> truth = new HashMap<>();
			words.forEach((word) -> Vocabulary.asked(word).forEach((fact) -> {
				List<String> values = Vocabulary.values(fact);
				truth.put(fact, values.get(random.nextInt(values.size())));
			}));
			Set<String> known = truth.keySet()
				.stream()
				.filter((_) -> random.nextInt(3) == 0)
				.collect(Collectors.toSet());
			Case some = new Case(machine, random.nextInt(4) == 0, truth, known, somePolicies(random, words));
			if (some.size() <= MOST_WORLDS) {
				return some;
			}
		}
	}

	private static List<JsonNode> somePolicies(Random random, List<JsonNode> words) {
		List<JsonNode> policies = new ArrayList<>();
		int count = 1 + random.nextInt(4);
		for (int i = 0; i < count; i++) {
			String decision = switch (random.nextInt(10)) {
				case 0 -> "bypass";
				case 1, 2 -> "non_identity";
				case 3, 4 -> "deny";
				default -> "allow";
			};
			policies
				.add(policy(decision, someOf(random, words, 5), someOf(random, words, 2), someOf(random, words, 2)));
		}
		return policies;
	}

	private static List<JsonNode> someOf(Random random, List<JsonNode> words, int bound) {
		return random.ints(random.nextInt(bound), 0, words.size()).mapToObj(words::get).toList();
	}

	/**
	 * A condition as the policy that it says; what is left open of nobody is everyone.
	 */
	private static JsonNode asPolicy(Condition condition) {
		List<Selector> include = condition.anyOf().isEmpty() ? List.of(new Selector.Everyone()) : condition.anyOf();
		return policy(condition.decision().wire(), include.stream().map(Policies::write).toList(),
				condition.allOf().stream().map(Policies::write).toList(),
				condition.noneOf().stream().map(Policies::write).toList());
	}

	private static JsonNode policy(String decision, List<JsonNode> include, List<JsonNode> require,
			List<JsonNode> exclude) {
		JsonNodeFactory json = JsonNodeFactory.instance;
		ObjectNode policy = json.objectNode().put("name", "x").put("decision", decision);
		policy.set("include", json.arrayNode().addAll(include));
		policy.set("require", json.arrayNode().addAll(require));
		policy.set("exclude", json.arrayNode().addAll(exclude));
		return policy;
	}

	private static String decision(List<JsonNode> policies, int index) {
		return policies.get(index).get("decision").stringValue();
	}

	/**
	 * Policies, somebody who comes, and how much of that is known.
	 *
	 * @param truth all that the policies ask for
	 * @param known which of it is known
	 */
	private record Case(boolean machine, boolean ssh, Map<String, String> truth, Set<String> known,
			List<JsonNode> policies) {

		Access access(Identity identity) {
			return Access.evaluate(read(), setting(), identity);
		}

		Setting setting() {
			return new Setting(this.ssh ? "ssh" : "self_hosted", RULE_GROUPS);
		}

		List<Policy> read() {
			return this.policies.stream().map(Case::read).toList();
		}

		Case ofWhichNothingIsKnown() {
			return new Case(this.machine, this.ssh, this.truth, Set.of(), this.policies);
		}

		Case ofMachines(boolean machines) {
			return new Case(machines, this.ssh, this.truth, this.known, this.policies);
		}

		Case alone(int policy) {
			return new Case(this.machine, this.ssh, this.truth, this.known, List.of(this.policies.get(policy)));
		}

		Identity nobodyKnown() {
			return this.machine ? Identity.someMachine() : Identity.somebody();
		}

		Identity identity() {
			Identity identity = nobodyKnown();
			for (String fact : this.known) {
				identity = Vocabulary.tell(identity, fact, value(fact));
			}
			return identity;
		}

		String value(String fact) {
			return Objects.requireNonNull(this.truth.get(fact));
		}

		int size() {
			return this.truth.keySet()
				.stream()
				.filter((fact) -> !this.known.contains(fact))
				.mapToInt((fact) -> Vocabulary.values(fact).size())
				.reduce(1, (a, b) -> a * b);
		}

		List<World> worlds() {
			List<Map<String, String>> all = List.of(Map.of());
			for (Map.Entry<String, String> fact : this.truth.entrySet()) {
				List<String> values = this.known.contains(fact.getKey()) ? List.of(fact.getValue())
						: Vocabulary.values(fact.getKey());
				List<Map<String, String>> more = new ArrayList<>();
				for (Map<String, String> world : all) {
					for (String value : values) {
						Map<String, String> copy = new HashMap<>(world);
						copy.put(fact.getKey(), value);
						more.add(copy);
					}
				}
				all = more;
			}
			return all.stream().map((facts) -> new World(this.machine, facts)).toList();
		}

		int deciding(World world) {
			return world.deciding(this.policies, this.ssh, GROUPS);
		}

		boolean letsIn(int policy) {
			return policy >= 0 && !decision(this.policies, policy).equals("deny");
		}

		/** What is so in a world of what an answer says to depend on. */
		List<String> valuesOf(World world, Set<Fact> facts) {
			return this.truth.keySet()
				.stream()
				.filter((fact) -> facts.contains(Vocabulary.fact(fact)))
				.map((fact) -> world.facts().get(fact))
				.toList();
		}

		private static Policy read(JsonNode policy) {
			return new Policy("x", Decision.of(policy.get("decision").stringValue()), selectors(policy, "include"),
					selectors(policy, "require"), selectors(policy, "exclude"), JsonNodeFactory.instance.objectNode());
		}

		private static List<Selector> selectors(JsonNode policy, String list) {
			return IntStream.range(0, policy.get(list).size())
				.mapToObj((i) -> SELECTORS.get(policy.get(list).get(i)))
				.toList();
		}

	}

}
