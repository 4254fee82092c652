package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Policy;

/**
 * What the parts of a policy mean for people or for machines, with one space for all that
 * is asked about them. No answer is wrong: what takes too much effort counts as possible.
 */
public final class PolicyFormulas {

	/** For each selector whom it means. */
	private final List<Formula> include;

	private final Formula exclude;

	private final Formula match;

	private final AnswerSpace space;

	private final WorkLimit limit;

	private PolicyFormulas(Policy policy, SelectorSemantics semantics, WorkLimit limit) {
		this.include = policy.include().stream().map(semantics::formulaOf).toList();
		this.exclude = semantics.any(policy.exclude());
		this.match = new Formula.All(
				List.of(SelectorSemantics.anyOf(this.include), semantics.all(policy.require()), new Formula.Not(this.exclude)));
		List<Formula> all = new ArrayList<>(this.include);
		all.add(this.match);
		this.space = new AnswerSpace(all);
		this.limit = limit;
		limit.charge(this.space.cost());
	}

	/** One for each kind of those whom such policies can be about. */
	public static List<PolicyFormulas> of(Policy policy, EvaluationContext evaluationContext, WorkLimit limit) {
		return (policy.decision().asksForLogin() ? Stream.of(false) : Stream.of(false, true))
			.map((machine) -> new PolicyFormulas(policy, new SelectorSemantics(evaluationContext, machine, policy.decision()), limit))
			.toList();
	}

	/** Whether one selector of include can mean anybody. */
	public boolean includeCanMatch(int included) {
		return Satisfiability.possible(this.include.get(included), this.space, this.limit);
	}

	/** Whether one selector of include can mean somebody whom exclude does not. */
	public boolean includeCanMatchBesidesExclude(int included) {
		Formula left = new Formula.All(List.of(this.include.get(included), new Formula.Not(this.exclude)));
		return Satisfiability.possible(left, this.space, this.limit);
	}

	/** Whether the policy can match anybody. */
	public boolean canMatch() {
		return Satisfiability.possible(this.match, this.space, this.limit);
	}

}
