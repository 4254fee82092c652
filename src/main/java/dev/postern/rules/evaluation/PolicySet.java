package dev.postern.rules.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.rules.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The compiled policies of one application, to be evaluated for many identities. Caches
 * results; not thread-safe.
 */
public final class PolicySet {

	private final List<Policy> policies;

	private final EvaluationContext evaluationContext;

	private @Nullable PolicyEvaluator people;

	private @Nullable PolicyEvaluator machines;

	private PolicySet(List<Policy> policies, EvaluationContext evaluationContext) {
		this.policies = List.copyOf(policies);
		this.evaluationContext = evaluationContext;
	}

	/** Takes policies that come in order of precedence. */
	public static PolicySet of(List<Policy> policies, EvaluationContext evaluationContext) {
		return new PolicySet(policies, evaluationContext);
	}

	public Access evaluate(Identity identity) {
		return (identity.machine() ? machines() : people()).evaluate(identity);
	}

	/**
	 * Whether it has searched so much that answers to others would be less certain for
	 * it.
	 */
	public boolean searchedMuch() {
		return Stream.of(Optional.ofNullable(this.people), Optional.ofNullable(this.machines))
			.flatMap(Optional::stream)
			.anyMatch(PolicyEvaluator::searchedMuch);
	}

	private PolicyEvaluator people() {
		PolicyEvaluator evaluator = this.people;
		if (evaluator == null) {
			evaluator = new PolicyEvaluator(this.policies, this.evaluationContext, false);
			this.people = evaluator;
		}
		return evaluator;
	}

	private PolicyEvaluator machines() {
		PolicyEvaluator evaluator = this.machines;
		if (evaluator == null) {
			evaluator = new PolicyEvaluator(this.policies, this.evaluationContext, true);
			this.machines = evaluator;
		}
		return evaluator;
	}

}
