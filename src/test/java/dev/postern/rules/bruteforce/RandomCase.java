package dev.postern.rules.bruteforce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.Fact;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicySet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Policies, somebody who comes, and how much of that is known.
 *
 * @param truth all that the policies ask for
 * @param known which of it is known
 */
record RandomCase(boolean machine, boolean ssh, Map<String, String> truth, Set<String> known, List<JsonNode> policies) {

	/** Larger ones take longer than they tell. */
	static final int MOST_WORLDS = 36;

	static final Map<String, JsonNode> GROUPS = SampleSelectors.groups();

	private static final Map<UUID, RuleGroup> RULE_GROUPS = SampleSelectors.ruleGroups();

	private static final IdentityHashMap<JsonNode, Selector> SELECTORS = new IdentityHashMap<>();

	static {
		SampleSelectors.RULES.forEach((rule) -> SELECTORS.put(rule, SampleSelectors.selector(rule)));
	}

	static RandomCase any(Random random) {
		while (true) {
			List<JsonNode> words = random.ints(2 + random.nextInt(5), 0, SampleSelectors.RULES.size())
				.mapToObj(SampleSelectors.RULES::get)
				.toList();
			boolean machine = random.nextInt(5) == 0;
			Map<String, String> truth = new HashMap<>();
			words.forEach((word) -> SampleSelectors.asked(word).forEach((fact) -> {
				List<String> values = SampleSelectors.values(fact);
				truth.put(fact, values.get(random.nextInt(values.size())));
			}));
			Set<String> known = truth.keySet()
				.stream()
				.filter((_) -> random.nextInt(3) == 0)
				.collect(Collectors.toSet());
			RandomCase some = new RandomCase(machine, random.nextInt(4) == 0, truth, known,
					somePolicies(random, words));
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

	static JsonNode policy(String decision, List<JsonNode> include, List<JsonNode> require, List<JsonNode> exclude) {
		JsonNodeFactory json = JsonNodeFactory.instance;
		ObjectNode policy = json.objectNode().put("name", "x").put("decision", decision);
		policy.set("include", json.arrayNode().addAll(include));
		policy.set("require", json.arrayNode().addAll(require));
		policy.set("exclude", json.arrayNode().addAll(exclude));
		return policy;
	}

	static String decision(List<JsonNode> policies, int index) {
		return policies.get(index).get("decision").stringValue();
	}

	Access evaluate(Identity identity) {
		return PolicySet.of(read(), evaluationContext()).evaluate(identity);
	}

	EvaluationContext evaluationContext() {
		return new EvaluationContext(this.ssh ? "ssh" : "self_hosted", RULE_GROUPS);
	}

	List<Policy> read() {
		return this.policies.stream().map(RandomCase::read).toList();
	}

	/** Somebody else before the same policies. */
	RandomCase another(Random random) {
		Map<String, String> other = new HashMap<>();
		this.truth.keySet().forEach((fact) -> {
			List<String> values = SampleSelectors.values(fact);
			other.put(fact, values.get(random.nextInt(values.size())));
		});
		Set<String> told = other.keySet().stream().filter((_) -> random.nextInt(3) == 0).collect(Collectors.toSet());
		return new RandomCase(this.machine, this.ssh, other, told, this.policies);
	}

	RandomCase ofWhichNothingIsKnown() {
		return new RandomCase(this.machine, this.ssh, this.truth, Set.of(), this.policies);
	}

	RandomCase ofMachines(boolean machines) {
		return new RandomCase(machines, this.ssh, this.truth, this.known, this.policies);
	}

	RandomCase alone(int policy) {
		return new RandomCase(this.machine, this.ssh, this.truth, this.known, List.of(this.policies.get(policy)));
	}

	Identity nobodyKnown() {
		return this.machine ? Identity.someMachine() : Identity.somebody();
	}

	Identity identity() {
		Identity identity = nobodyKnown();
		for (String fact : this.known) {
			identity = SampleSelectors.tell(identity, fact, value(fact));
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
			.mapToInt((fact) -> SampleSelectors.values(fact).size())
			.reduce(1, (a, b) -> a * b);
	}

	List<PossibleWorld> worlds() {
		List<Map<String, String>> all = List.of(Map.of());
		for (Map.Entry<String, String> fact : this.truth.entrySet()) {
			List<String> values = this.known.contains(fact.getKey()) ? List.of(fact.getValue())
					: SampleSelectors.values(fact.getKey());
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
		return all.stream().map((facts) -> new PossibleWorld(this.machine, facts)).toList();
	}

	int deciding(PossibleWorld world) {
		return world.deciding(this.policies, this.ssh, GROUPS);
	}

	boolean letsIn(int policy) {
		return policy >= 0 && !decision(this.policies, policy).equals("deny");
	}

	/** What is so in a world of what an answer says to depend on. */
	List<String> valuesOf(PossibleWorld world, Set<Fact> facts) {
		return this.truth.keySet()
			.stream()
			.filter((fact) -> facts.contains(SampleSelectors.fact(fact)))
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
