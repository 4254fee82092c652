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

	private final List<CompiledPolicy> clauses;

	private final Formula entry;

	private final AnswerSpace space;

	private final WorkLimit effort;

	private PolicySequence(List<CompiledPolicy> clauses, WorkLimit effort) {
		this.clauses = clauses;
		this.entry = CompiledPolicy.entry(clauses);
		this.space = new AnswerSpace(this.entry);
		this.effort = effort;
		effort.charge(this.space.work());
	}

	/**
	 * As people meet them.
	 * @param policies in order of precedence
	 */
	public static PolicySequence ofPeople(List<Policy> policies, EvaluationContext setting, WorkLimit effort) {
		return new PolicySequence(CompiledPolicy.inOrder(policies, setting, false), effort);
	}

	/**
	 * As machines meet them.
	 * @param policies in order of precedence
	 */
	public static PolicySequence ofMachines(List<Policy> policies, EvaluationContext setting, WorkLimit effort) {
		return new PolicySequence(CompiledPolicy.inOrder(policies, setting, true), effort);
	}

	/**
	 * The policies that Cloudflare takes notice of, the one that it asks first in front.
	 */
	public List<PolicyRef> deciders() {
		return this.clauses.stream().map(CompiledPolicy::decider).toList();
	}

	/** Whether anybody can get in. */
	public boolean letsIn() {
		return Satisfiability.possible(this.entry, this.space, this.effort);
	}

	/**
	 * Whether a policy can match somebody whom some others do not. It is asked first
	 * itself: it rules most out.
	 * @param place its place in the sequence
	 * @param others the places of the others
	 */
	public boolean matches(int place, List<Integer> others) {
		List<Formula> parts = new ArrayList<>(List.of(this.clauses.get(place).match()));
		others.forEach((i) -> parts.add(new Formula.Not(this.clauses.get(i).match())));
		return Satisfiability.possible(new Formula.All(parts), this.space, this.effort);
	}

}
