package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.List;

import dev.postern.rules.Policy;

/**
 * The policies of one application in their order of evaluation for people or for
 * machines. Answers are conservative: what cannot be decided within the work limit counts
 * as possible.
 */
public final class PolicySequence {

	private final List<CompiledPolicy> compiledPolicies;

	private final Formula admission;

	private final AnswerSpace space;

	private final WorkLimit limit;

	private PolicySequence(List<CompiledPolicy> compiledPolicies, WorkLimit limit) {
		this.compiledPolicies = compiledPolicies;
		this.admission = CompiledPolicy.admission(compiledPolicies);
		this.space = new AnswerSpace(this.admission);
		this.limit = limit;
		limit.charge(this.space.cost());
	}

	/**
	 * The sequence for people.
	 * @param policies in order of precedence
	 */
	public static PolicySequence ofPeople(List<Policy> policies, EvaluationContext evaluationContext, WorkLimit limit) {
		return new PolicySequence(CompiledPolicy.compile(policies, evaluationContext, false), limit);
	}

	/**
	 * The sequence for machines.
	 * @param policies in order of precedence
	 */
	public static PolicySequence ofMachines(List<Policy> policies, EvaluationContext evaluationContext,
			WorkLimit limit) {
		return new PolicySequence(CompiledPolicy.compile(policies, evaluationContext, true), limit);
	}

	/** The policies that Cloudflare does not ignore, in order of evaluation. */
	public List<PolicyRef> inOrder() {
		return this.compiledPolicies.stream().map(CompiledPolicy::ref).toList();
	}

	/** Whether anybody can get in. */
	public boolean canLetIn() {
		return Satisfiability.possible(this.admission, this.space, this.limit);
	}

	/**
	 * Whether a policy can match somebody whom none of the others matches.
	 * @param place its place in the sequence
	 * @param others the places of the others
	 */
	public boolean canMatchBesides(int place, List<Integer> others) {
		List<Formula> parts = new ArrayList<>(List.of(this.compiledPolicies.get(place).match()));
		others.forEach((i) -> parts.add(new Formula.Not(this.compiledPolicies.get(i).match())));
		return Satisfiability.possible(new Formula.All(parts), this.space, this.limit);
	}

}
