package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.postern.rules.Policy;
import dev.postern.rules.evaluation.Access.OpenCondition;
import dev.postern.rules.evaluation.Formula.Leaf;
import dev.postern.rules.evaluation.Formula.Result;
import dev.postern.rules.words.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates policies for people or for machines. If three-valued logic cannot decide, it
 * searches the possible answers, once for all identities of which the same is known.
 */
final class PolicyEvaluator {

	/** The maximum of leaf evaluations for all identities together. */
	private static final int MOST_EVALUATIONS = 1_500_000;

	private static final int MUCH = MOST_EVALUATIONS / 100;

	private final List<CompiledPolicy> compiledPolicies;

	private final boolean machines;

	private final Formula admission;

	/** Whether they get in, by the kinds of their known answers. */
	private final Map<List<Integer>, Truth> admissions = new HashMap<>();

	private final Map<List<Integer>, Access> dependent = new HashMap<>();

	private final WorkLimit limit = new WorkLimit(MOST_EVALUATIONS);

	private @Nullable AnswerSpace space;

	PolicyEvaluator(List<Policy> policies, EvaluationContext evaluationContext, boolean machines) {
		this.compiledPolicies = CompiledPolicy.compile(policies, evaluationContext, machines);
		this.machines = machines;
		this.admission = CompiledPolicy.admission(this.compiledPolicies);
	}

	Access evaluate(Identity identity) {
		Function<Leaf, Result> known = (leaf) -> leaf.resultFor(identity.answer(leaf.question()));
		List<CompiledPolicy> asked = new ArrayList<>();
		boolean sure = false;
		for (CompiledPolicy compiled : this.compiledPolicies) {
			Truth match = compiled.match().evaluate(known).truth();
			if (match != Truth.NO) {
				asked.add(compiled);
			}
			if (match == Truth.YES) {
				sure = true;
				break;
			}
		}
		boolean allLetIn = asked.stream().allMatch((compiled) -> compiled.decision().letsIn());
		if (asked.stream().noneMatch((compiled) -> compiled.decision().letsIn())) {
			return denied(asked, sure, identity, known);
		}
		if (allLetIn && sure) {
			return allowed(asked, identity, known);
		}
		if (this.limit.exhausted() || space().tooLarge()) {
			return tooComplex(asked);
		}
		List<Integer> kinds = Arrays.stream(space().known(identity)).boxed().toList();
		Truth admission = this.admissions.get(kinds);
		if (admission == null) {
			admission = solve(kinds);
			if (this.limit.exhausted()) {
				return tooComplex(asked);
			}
			this.admissions.put(kinds, admission);
		}
		return switch (admission) {
			case YES -> allowed(deciding(asked, true), identity, known);
			case NO -> denied(deciding(asked, false), sure, identity, known);
			case UNKNOWN -> this.dependent.computeIfAbsent(kinds, (_) -> depends(asked, known));
		};
	}

	boolean searchedMuch() {
		return this.limit.steps() > MUCH;
	}

	private Truth solve(List<Integer> kinds) {
		int[] known = kinds.stream().mapToInt(Integer::intValue).toArray();
		if (!Satisfiability.possible(this.admission, space(), known, Truth.YES, this.limit)) {
			return Truth.NO;
		}
		return Satisfiability.possible(this.admission, space(), known, Truth.NO, this.limit) ? Truth.UNKNOWN
				: Truth.YES;
	}

	private AnswerSpace space() {
		AnswerSpace space = this.space;
		if (space == null) {
			space = new AnswerSpace(this.admission);
			this.space = space;
		}
		return space;
	}

	private static List<CompiledPolicy> deciding(List<CompiledPolicy> asked, boolean letsIn) {
		return asked.stream().filter((compiled) -> compiled.decision().letsIn() == letsIn).toList();
	}

	private Access allowed(List<CompiledPolicy> by, Identity identity, Function<Leaf, Result> known) {
		return new Access.Allowed(refs(by),
				(by.size() == 1)
						? AccessExplanation.why("rules.why.allowed", by.getFirst(),
								by.getFirst().matchingSelector(identity, known))
						: AccessExplanation.why("rules.why.allowed-by-one", by));
	}

	private Access denied(List<CompiledPolicy> by, boolean sure, Identity identity, Function<Leaf, Result> known) {
		if (by.isEmpty()) {
			Phrase byDefault = Phrase.text(this.machines ? "rules.why.no-machine" : "rules.why.nothing-matches");
			return new Access.Denied(List.of(),
					this.compiledPolicies.stream()
						.filter((compiled) -> compiled.decision().letsIn())
						.flatMap((compiled) -> compiled.whyNotMatched(known).stream())
						.findFirst()
						.orElse(byDefault));
		}
		return new Access.Denied(refs(by),
				(sure && by.size() == 1)
						? AccessExplanation.why("rules.why.denied", by.getFirst(),
								by.getFirst().matchingSelector(identity, known))
						: AccessExplanation.why("rules.why.denied-by-one", by));
	}

	private static Access depends(List<CompiledPolicy> asked, Function<Leaf, Result> known) {
		Set<Fact> unknown = EnumSet.noneOf(Fact.class);
		List<OpenCondition> conditions = new ArrayList<>();
		for (CompiledPolicy compiled : asked) {
			OpenCondition condition = compiled.openCondition(known);
			conditions.add(condition);
			List.of(condition.anyOf(), condition.allOf(), condition.noneOf())
				.forEach((selectors) -> unknown.addAll(compiled.unknownFacts(selectors, known)));
		}
		return new Access.Depends(refs(asked), unknown, conditions, AccessExplanation.of(conditions, Disclosure.ALL));
	}

	private static Access tooComplex(List<CompiledPolicy> asked) {
		return new Access.Depends(refs(asked), Set.of(), List.of(), Phrase.text("rules.why.too-much"));
	}

	private static List<PolicyRef> refs(List<CompiledPolicy> compiledPolicies) {
		return compiledPolicies.stream().map(CompiledPolicy::ref).toList();
	}

}
