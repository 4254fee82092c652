package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.postern.rules.Finding.Severity;

/** Policies that never decide because earlier ones do, and lists that let nobody in. */
final class OrderLint {

	private final List<Clause> people;

	private final List<Order> orders;

	private OrderLint(List<Policy> policies, Setting setting, Effort effort) {
		this.people = Clause.inOrder(policies, setting, false);
		this.orders = List.of(Order.of(this.people, effort), Order.of(Clause.inOrder(policies, setting, true), effort));
	}

	static List<Finding> look(List<Policy> policies, Setting setting, Effort effort) {
		OrderLint lint = new OrderLint(policies, setting, effort);
		List<Finding> findings = new ArrayList<>(lint.shadowed());
		if (lint.orders.stream().noneMatch(Order::letsIn)) {
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
		return this.orders.stream().anyMatch((order) -> order.possible(place, earlier));
	}

	/** The policies as people or machines meet them, with one space for all searches. */
	private record Order(List<Clause> clauses, Formula entry, Space space, Effort effort) {

		static Order of(List<Clause> clauses, Effort effort) {
			Formula entry = Clause.entry(clauses);
			Space space = new Space(entry);
			effort.steps(space.work());
			return new Order(clauses, entry, space, effort);
		}

		boolean letsIn() {
			return Search.possible(this.entry, this.space, this.effort);
		}

		/** The policy itself is asked first: it rules most out. */
		boolean possible(int place, List<Integer> earlier) {
			List<Formula> parts = new ArrayList<>(List.of(this.clauses.get(place).match()));
			earlier.forEach((i) -> parts.add(new Formula.Not(this.clauses.get(i).match())));
			return Search.possible(new Formula.All(parts), this.space, this.effort);
		}

	}

}
