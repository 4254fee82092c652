package dev.postern.rules.evaluation;

import java.util.List;

import dev.postern.rules.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one application, ready to be asked about many. Remembers what it worked
 * out, so one thread at a time may ask.
 */
public final class PolicySet {

	private final List<Policy> policies;

	private final EvaluationContext setting;

	private @Nullable PolicyEvaluator people;

	private @Nullable PolicyEvaluator machines;

	private PolicySet(List<Policy> policies, EvaluationContext setting) {
		this.policies = List.copyOf(policies);
		this.setting = setting;
	}

	/** Takes policies that come in order of precedence. */
	public static PolicySet of(List<Policy> policies, EvaluationContext setting) {
		return new PolicySet(policies, setting);
	}

	public Access access(Identity identity) {
		return (identity.machine() ? machines() : people()).access(identity);
	}

	private PolicyEvaluator people() {
		PolicyEvaluator court = this.people;
		if (court == null) {
			court = new PolicyEvaluator(this.policies, this.setting, false);
			this.people = court;
		}
		return court;
	}

	private PolicyEvaluator machines() {
		PolicyEvaluator court = this.machines;
		if (court == null) {
			court = new PolicyEvaluator(this.policies, this.setting, true);
			this.machines = court;
		}
		return court;
	}

}
