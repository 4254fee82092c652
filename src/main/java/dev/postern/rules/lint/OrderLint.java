package dev.postern.rules.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.postern.rules.Policy;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.PolicyRef;
import dev.postern.rules.evaluation.PolicySequence;
import dev.postern.rules.evaluation.WorkLimit;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;

/** Finds policies that earlier ones shadow, and lists of policies that let nobody in. */
final class OrderLint {

	private final List<Policy> policies;

	/** As people meet them and as machines do; the order is the same. */
	private final List<PolicySequence> sequences;

	private final List<PolicyRef> asked;

	private OrderLint(List<Policy> policies, EvaluationContext evaluationContext, WorkLimit limit) {
		this.policies = policies;
		this.sequences = List.of(PolicySequence.ofPeople(policies, evaluationContext, limit),
				PolicySequence.ofMachines(policies, evaluationContext, limit));
		this.asked = this.sequences.getFirst().inOrder();
	}

	static List<LintFinding> check(List<Policy> policies, EvaluationContext evaluationContext, WorkLimit limit) {
		OrderLint lint = new OrderLint(policies, evaluationContext, limit);
		List<LintFinding> findings = new ArrayList<>(lint.shadowed());
		if (lint.sequences.stream().noneMatch(PolicySequence::canLetIn)) {
			findings.add(new LintFinding(Severity.ERROR, "rules.lint.nobody-gets-in", "policies", List.of()));
		}
		return findings;
	}

	private List<LintFinding> shadowed() {
		return IntStream.range(1, this.asked.size())
			.filter((i) -> possible(i, List.of()) && !possible(i, earlier(i)))
			.mapToObj(this::shadowed)
			.toList();
	}

	private LintFinding shadowed(int place) {
		List<Integer> one = earlier(place).stream().filter((i) -> !possible(place, List.of(i))).limit(1).toList();
		List<PolicyRef> deciding = (one.isEmpty() ? earlier(place) : one).stream().map(this.asked::get).toList();
		PolicyRef shadowed = this.asked.get(place);
		boolean same = deciding.stream().allMatch((ref) -> letsIn(ref) == letsIn(shadowed));
		Phrase names = Phrase.listing(Phrase.Conjunction.AND,
				deciding.stream().map((ref) -> Phrase.value(ref.name())).toList());
		return new LintFinding(same ? Severity.HINT : Severity.WARNING, "rules.lint.never-asked",
				"policies[%d]".formatted(shadowed.index()), List.of(Phrase.value(shadowed.name()), names));
	}

	private boolean letsIn(PolicyRef ref) {
		return this.policies.get(ref.index()).decision().letsIn();
	}

	private static List<Integer> earlier(int place) {
		return IntStream.range(0, place).boxed().toList();
	}

	/** Whether the policy can match somebody whom the earlier ones do not. */
	private boolean possible(int place, List<Integer> earlier) {
		return this.sequences.stream().anyMatch((sequence) -> sequence.canMatchBesides(place, earlier));
	}

}
