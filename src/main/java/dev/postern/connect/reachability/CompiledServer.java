package dev.postern.connect.reachability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicyRef;
import dev.postern.rules.evaluation.PolicySet;
import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/**
 * A server with its compiled policies, which are evaluated for many people. One thread
 * may use it at a time.
 */
final class CompiledServer {

	private final Server server;

	private final IdentityFactory identities;

	private final WhatIf whatIf;

	private final PolicySet policySet;

	private final PolicySubjects subjects;

	private final Map<PolicySubjects.SubjectKey, Access> answers = new HashMap<>();

	CompiledServer(Server server, Map<UUID, RuleGroup> groups, IdentityFactory identities, WhatIf whatIf) {
		this.server = server;
		this.identities = identities;
		this.whatIf = whatIf;
		EvaluationContext evaluationContext = new EvaluationContext(server.spec().evaluationContext().applicationType(),
				groups);
		this.policySet = PolicySet.of(server.spec().policies(), evaluationContext);
		this.subjects = new PolicySubjects(server.spec().policies(), groups, identities.provider());
	}

	Server server() {
		return this.server;
	}

	/** The people, domains and groups that the policies name. */
	PolicySubjects subjects() {
		return this.subjects;
	}

	Access access(KnownPerson person) {
		return access(person.email(), person.groups());
	}

	/**
	 * Whether somebody gets in.
	 * @param groups all groups of the person; {@code null} when they are not known
	 */
	Access access(EmailAddress email, @Nullable Set<String> groups) {
		return this.answers.computeIfAbsent(this.subjects.keyOf(email, groups),
				(_) -> this.policySet.evaluate(identity(email, groups)));
	}

	/** What is known of a person, with what the what-if query assumes. */
	Identity identity(EmailAddress email, @Nullable Set<String> groups) {
		return this.whatIf.of(this.identities.of(email, groups));
	}

	/**
	 * The names of the policies by which anybody who was evaluated gets in or may, in the
	 * order of the policies.
	 */
	List<String> decidingPolicies() {
		Map<Integer, String> deciding = new TreeMap<>();
		this.answers.values()
			.stream()
			.filter((access) -> AccessVerdict.of(access) != AccessVerdict.DENIED)
			.flatMap((access) -> access.by().stream())
			.forEach((ref) -> deciding.put(ref.index(), ref.name()));
		return deciding.values().stream().distinct().toList();
	}

	/** The names of the policies by which a machine gets in or may. */
	List<String> machinePolicies() {
		Access access = serviceTokenAccess();
		return (AccessVerdict.of(access) == AccessVerdict.DENIED) ? List.of()
				: access.by().stream().map(PolicyRef::name).distinct().toList();
	}

	/** Whether a program with a service token of the account gets in. */
	Access serviceTokenAccess() {
		return this.policySet.evaluate(this.whatIf.of(Identity.someMachine()));
	}

}
