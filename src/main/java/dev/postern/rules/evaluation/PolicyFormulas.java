package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Policy;

/**
 * The formulas of one policy for people or for machines. Answers are conservative: what
 * cannot be decided within the work limit counts as possible.
 */
public final class PolicyFormulas {

	/** One formula for each selector of include. */
	private final List<Formula> include;

	private final Formula exclude;

	private final Formula match;

	private final AnswerSpace space;

	private final WorkLimit limit;

	private PolicyFormulas(Policy policy, SelectorSemantics semantics, WorkLimit limit) {
		this.include = policy.include().stream().map(semantics::formulaOf).toList();
		this.exclude = semantics.any(policy.exclude());
		this.match = new Formula.All(List.of(SelectorSemantics.anyOf(this.include), semantics.all(policy.require()),
				new Formula.Not(this.exclude)));
		List<Formula> all = new ArrayList<>(this.include);
		all.add(this.match);
		this.space = new AnswerSpace(all);
		this.limit = limit;
		limit.charge(this.space.cost());
	}

	/** Compiles a policy for people, and for machines if it needs no login. */
	public static List<PolicyFormulas> of(Policy policy, EvaluationContext evaluationContext, WorkLimit limit) {
		return (policy.decision().asksForLogin() ? Stream.of(false) : Stream.of(false, true))
			.map((machine) -> new PolicyFormulas(policy,
					new SelectorSemantics(evaluationContext, machine, policy.decision()), limit))
			.toList();
	}

	/** Whether anybody can satisfy a selector of include. */
	public boolean includeCanMatch(int included) {
		return Satisfiability.possible(this.include.get(included), this.space, this.limit);
	}

	/** Whether anybody can satisfy a selector of include without satisfying exclude. */
	public boolean includeCanMatchBesidesExclude(int included) {
		Formula left = new Formula.All(List.of(this.include.get(included), new Formula.Not(this.exclude)));
		return Satisfiability.possible(left, this.space, this.limit);
	}

	/** Whether the policy can match anybody. */
	public boolean canMatch() {
		return Satisfiability.possible(this.match, this.space, this.limit);
	}

}
