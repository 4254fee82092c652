package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.rules.Finding.Severity;

/** Policies that never decide because earlier ones do, and lists that let nobody in. */
final class OrderLint {

	private final List<Clause> people;

	private final List<Clause> machines;

	private OrderLint(List<Policy> policies, Setting setting) {
		this.people = Clause.inOrder(policies, setting, false);
		this.machines = Clause.inOrder(policies, setting, true);
	}

	static List<Finding> look(List<Policy> policies, Setting setting) {
		OrderLint lint = new OrderLint(policies, setting);
		List<Finding> findings = new ArrayList<>(lint.shadowed());
		if (!Search.possible(Clause.entry(lint.people)) && !Search.possible(Clause.entry(lint.machines))) {
			findings.add(new Finding(Severity.ERROR, "rules.lint.nobody-gets-in", "policies", List.of()));
		}
		return findings;
	}

	private List<Finding> shadowed() {
		return IntStream.range(1, this.people.size())
			.filter((i) -> possible(i, List.of()) && !possible(i, earlier(i)))
			.mapToObj(this::shadowed)
			.toList();
	}

	private Finding shadowed(int place) {
		List<Integer> one = earlier(place).stream().filter((i) -> !possible(place, List.of(i))).limit(1).toList();
		List<Clause> deciding = (one.isEmpty() ? earlier(place) : one).stream().map(this.people::get).toList();
		Clause shadowed = this.people.get(place);
		boolean same = deciding.stream()
			.allMatch((clause) -> clause.decision().letsIn() == shadowed.decision().letsIn());
		Phrase names = Explanation.listing(Phrase.Joint.AND,
				deciding.stream().map((clause) -> Looked.value(clause.decider().name())).toList());
		return new Finding(same ? Severity.HINT : Severity.WARNING, "rules.lint.never-asked",
				"policies[%d]".formatted(shadowed.decider().index()),
				List.of(Looked.value(shadowed.decider().name()), names));
	}

	private static List<Integer> earlier(int place) {
		return IntStream.range(0, place).boxed().toList();
	}

	/** Whether the policy can match somebody whom the earlier ones do not. */
	private boolean possible(int place, List<Integer> earlier) {
		return Stream.of(this.people, this.machines).anyMatch((clauses) -> {
			List<Formula> parts = new ArrayList<>();
			earlier.forEach((i) -> parts.add(new Formula.Not(clauses.get(i).match())));
			parts.add(clauses.get(place).match());
			return Search.possible(new Formula.All(parts));
		});
	}

}
