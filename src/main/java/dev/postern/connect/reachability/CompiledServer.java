package dev.postern.connect.reachability;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.evaluation.Access;
import dev.postern.rules.evaluation.Identity;
import dev.postern.rules.evaluation.PolicyRef;
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

	private final PolicyAnswers answers;

	/** The answers that were asked for. */
	private final Set<Access> given = Collections.newSetFromMap(new IdentityHashMap<>(2));

	CompiledServer(Server server, Map<UUID, RuleGroup> groups, IdentityFactory identities, WhatIf whatIf) {
		this(server, server.spec().policies(), groups, identities, whatIf);
	}

	/**
	 * A server as if it had other policies.
	 */
	CompiledServer(Server server, List<Policy> policies, Map<UUID, RuleGroup> groups, IdentityFactory identities,
			WhatIf whatIf) {
		this(server, PolicyAnswers.to(server, policies, groups, identities), identities, whatIf);
	}

	/** A server with what was worked out before, under the same assumptions. */
	CompiledServer(Server server, PolicyAnswers answers, IdentityFactory identities, WhatIf whatIf) {
		this.server = server;
		this.identities = identities;
		this.whatIf = whatIf;
		this.answers = answers;
	}

	Server server() {
		return this.server;
	}

	/** The people, domains and groups that the policies name. */
	PolicySubjects subjects() {
		return this.answers.subjects();
	}

	Access access(KnownPerson person) {
		return access(person.email(), person.groups());
	}

	/**
	 * Whether somebody gets in.
	 * @param groups all groups of the person; {@code null} when they are not known
	 */
	Access access(EmailAddress email, @Nullable Set<String> groups) {
		Access access = this.answers.of(subjects().keyOf(email, groups), () -> identity(email, groups));
		this.given.add(access);
		return access;
	}

	/** Whether people get in of whom nothing is known. */
	Others others() {
		Map<String, Access> domains = new TreeMap<>();
		subjects().domains().forEach((domain) -> domains.put(domain, access(Others.at(domain), null)));
		return new Others(access(Others.at(Others.NOWHERE), null), domains);
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
		this.given.stream()
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
		return this.answers.ofMachine(() -> this.whatIf.of(Identity.someMachine()));
	}

}
