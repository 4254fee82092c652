package dev.postern.rules.bruteforce;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.postern.rules.lint.LintContext;
import dev.postern.rules.lint.Linter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares what the linter says of policies with all that may turn out. */
class LinterBruteForceTests {

	@Test
	void whatTheLinterSaysNeverHappensNeverHappens() {
		Random random = new Random(4);
		Map<String, Integer> counts = new HashMap<>();
		for (int i = 0; i < 5_000; i++) {
			RandomCase some = RandomCase.any(random).ofWhichNothingIsKnown();
			if (some.size() > RandomCase.MOST_WORLDS) {
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
				RandomCase alone = some.alone(policy);
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
			List<String> said = Linter.lint(some.read(), LintContext.of(some.evaluationContext()))
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

}
