package dev.postern.connect.reachability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicySet;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/**
 * Whom some policies let in, worked out once for all people whom they do not distinguish.
 */
final class PolicyAnswers {

	private static final int MOST = 2_000;

	private final PolicySet policySet;

	private final PolicySubjects subjects;

	private final Map<PolicySubjects.SubjectKey, Access> answers = new HashMap<>();

	private @Nullable Access machine;

	private PolicyAnswers(PolicySet policySet, PolicySubjects subjects) {
		this.policySet = policySet;
		this.subjects = subjects;
	}

	/**
	 * Compiles policies as if a server had them.
	 * @param groups the Access groups whose rules are known
	 */
	static PolicyAnswers to(Server server, List<Policy> policies, Map<UUID, RuleGroup> groups,
			IdentityFactory identities) {
		EvaluationContext context = new EvaluationContext(server.spec().evaluationContext().applicationType(), groups);
		return new PolicyAnswers(PolicySet.of(policies, context),
				new PolicySubjects(policies, groups, identities.provider()));
	}

	PolicySubjects subjects() {
		return this.subjects;
	}

	/**
	 * The answer for everybody of a key, of whom one is made where it is not known yet.
	 */
	synchronized Access of(PolicySubjects.SubjectKey key, Supplier<Identity> somebody) {
		return this.answers.computeIfAbsent(key, (_) -> this.policySet.evaluate(somebody.get()));
	}

	synchronized Access ofMachine(Supplier<Identity> machine) {
		Access known = this.machine;
		if (known == null) {
			known = this.policySet.evaluate(machine.get());
			this.machine = known;
		}
		return known;
	}

	/** Whether it is to be worked out anew for the next who ask. */
	synchronized boolean spent() {
		return this.answers.size() >= MOST || this.policySet.searchedMuch();
	}

}
