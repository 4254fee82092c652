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

	private final WorkLimit effort;

	private PolicyFormulas(Policy policy, SelectorSemantics meanings, WorkLimit effort) {
		this.include = policy.include().stream().map(meanings::of).toList();
		this.exclude = meanings.any(policy.exclude());
		this.match = new Formula.All(
				List.of(SelectorSemantics.anyOf(this.include), meanings.all(policy.require()), new Formula.Not(this.exclude)));
		List<Formula> all = new ArrayList<>(this.include);
		all.add(this.match);
		this.space = new AnswerSpace(all);
		this.effort = effort;
		effort.charge(this.space.work());
	}

	/** One for each kind of those whom such policies can be about. */
	public static List<PolicyFormulas> of(Policy policy, EvaluationContext setting, WorkLimit effort) {
		return (policy.decision().asksForLogin() ? Stream.of(false) : Stream.of(false, true))
			.map((machine) -> new PolicyFormulas(policy, new SelectorSemantics(setting, machine, policy.decision()), effort))
			.toList();
	}

	/** Whether one selector of include can mean anybody. */
	public boolean means(int included) {
		return Satisfiability.possible(this.include.get(included), this.space, this.effort);
	}

	/** Whether one selector of include can mean somebody whom exclude does not. */
	public boolean leaves(int included) {
		Formula left = new Formula.All(List.of(this.include.get(included), new Formula.Not(this.exclude)));
		return Satisfiability.possible(left, this.space, this.effort);
	}

	/** Whether the policy can match anybody. */
	public boolean matches() {
		return Satisfiability.possible(this.match, this.space, this.effort);
	}

}
