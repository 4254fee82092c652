package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.List;

import dev.postern.rules.Policy;

/**
 * The policies of one application in the order in which people or machines meet them,
 * with one space for all that is asked about them. No answer is wrong: what takes too
 * much effort counts as possible.
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
	 * As people meet them.
	 * @param policies in order of precedence
	 */
	public static PolicySequence ofPeople(List<Policy> policies, EvaluationContext evaluationContext, WorkLimit limit) {
		return new PolicySequence(CompiledPolicy.compile(policies, evaluationContext, false), limit);
	}

	/**
	 * As machines meet them.
	 * @param policies in order of precedence
	 */
	public static PolicySequence ofMachines(List<Policy> policies, EvaluationContext evaluationContext, WorkLimit limit) {
		return new PolicySequence(CompiledPolicy.compile(policies, evaluationContext, true), limit);
	}

	/**
	 * The policies that Cloudflare takes notice of, the one that it asks first in front.
	 */
	public List<PolicyRef> inOrder() {
		return this.compiledPolicies.stream().map(CompiledPolicy::ref).toList();
	}

	/** Whether anybody can get in. */
	public boolean canLetIn() {
		return Satisfiability.possible(this.admission, this.space, this.limit);
	}

	/**
	 * Whether a policy can match somebody whom some others do not. It is asked first
	 * itself: it rules most out.
	 * @param place its place in the sequence
	 * @param others the places of the others
	 */
	public boolean canMatchBesides(int place, List<Integer> others) {
		List<Formula> parts = new ArrayList<>(List.of(this.compiledPolicies.get(place).match()));
		others.forEach((i) -> parts.add(new Formula.Not(this.compiledPolicies.get(i).match())));
		return Satisfiability.possible(new Formula.All(parts), this.space, this.limit);
	}

}
