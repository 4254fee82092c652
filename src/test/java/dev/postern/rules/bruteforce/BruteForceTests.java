package dev.postern.rules.bruteforce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Access.OpenCondition;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicyRef;
import dev.postern.rules.evaluation.PolicySet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Compares every answer with all that may turn out, tried one by one. */
class BruteForceTests {

	private static final int CASES = 100_000;

	@Test
	void agreesWithEveryCompletionOfWhatIsNotKnown_I13() {
		Random random = new Random(20261122);
		Map<String, Integer> counts = new HashMap<>();
		for (int i = 0; i < CASES; i++) {
			RandomCase some = RandomCase.any(random);
			Access access = some.evaluate(some.identity());
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
			RandomCase some = RandomCase.any(random);
			Identity who = some.nobodyKnown();
			Access before = some.evaluate(who);
			List<String> facts = new ArrayList<>(some.truth().keySet());
			Collections.shuffle(facts, random);
			for (String fact : facts) {
				who = SampleSelectors.tell(who, fact, some.value(fact));
				Access after = some.evaluate(who);
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
	void remembersOnlyWhatIsSoForTheNextToo() {
		Random random = new Random(5);
		for (int i = 0; i < 3_000; i++) {
			RandomCase some = RandomCase.any(random);
			PolicySet policySet = PolicySet.of(some.read(), some.evaluationContext());
			for (int person = 0; person < 8; person++) {
				Identity who = some.another(random).identity();
				assertThat(policySet.evaluate(who)).as("case %d", i).isEqualTo(some.evaluate(who));
			}
		}
	}

	private static void compare(int number, RandomCase some, Access access) {
		List<PossibleWorld> worlds = some.worlds();
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
		Set<Integer> named = access.by().stream().map(PolicyRef::index).collect(Collectors.toSet());
		deciding.remove(-1);
		if (!named.containsAll(deciding)) {
			fail("case %d: %s names %s but %s decide", number, some, access, deciding);
		}
		if (access instanceof Access.Depends depends) {
			List<JsonNode> left = depends.conditions().stream().map(BruteForceTests::asPolicy).toList();
			Map<List<String>, Boolean> byWhatIsUnknown = new HashMap<>();
			for (PossibleWorld world : worlds) {
				boolean letsIn = some.letsIn(some.deciding(world));
				int deciderLeft = world.deciding(left, some.ssh(), RandomCase.GROUPS);
				if (letsIn != (deciderLeft >= 0 && !RandomCase.decision(left, deciderLeft).equals("deny"))) {
					fail("case %d: %s leaves %s, which is not the same", number, some, depends.conditions());
				}
				List<String> known = some.valuesOf(world, depends.unknown());
				if (byWhatIsUnknown.computeIfAbsent(known, (_) -> letsIn) != letsIn) {
					fail("case %d: %s depends on more than %s", number, some, depends.unknown());
				}
			}
		}
	}

	/**
	 * A condition as the policy that it says; what is left open of nobody is everyone.
	 */
	private static JsonNode asPolicy(OpenCondition condition) {
		List<Selector> include = condition.anyOf().isEmpty() ? List.of(new Selector.Everyone()) : condition.anyOf();
		return RandomCase.policy(condition.decision().wire(), include.stream().map(PolicyCodec::write).toList(),
				condition.allOf().stream().map(PolicyCodec::write).toList(),
				condition.noneOf().stream().map(PolicyCodec::write).toList());
	}

}
