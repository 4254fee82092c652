package dev.postern.connect.reachability;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.postern.directory.Directory;
import dev.postern.grants.RunningGrants;
import dev.postern.grants.RunningGrants.Running;
import dev.postern.rules.RuleGroup;
import dev.postern.servers.Server;

import org.springframework.stereotype.Component;

/** Compiles the policies of servers. */
@Component
class CompiledServers {

	private final IdentityFactory identities;

	private final Directory directory;

	private final RememberedAnswers remembered;

	private final RunningGrants grants;

	CompiledServers(IdentityFactory identities, Directory directory, RememberedAnswers remembered,
			RunningGrants grants) {
		this.identities = identities;
		this.directory = directory;
		this.remembered = remembered;
		this.grants = grants;
	}

	/**
	 * Compiles servers in their order. An Access group whose rules are unknown becomes a
	 * condition.
	 */
	List<CompiledServer> of(Collection<Server> servers, WhatIf whatIf) {
		Map<UUID, RuleGroup> groups = this.directory.rules();
		Running running = this.grants.now();
		if (!whatIf.equals(WhatIf.NOTHING)) {
			return servers.stream()
				.map((server) -> new CompiledServer(server, running.policies(server.id(), server.spec()), groups,
						this.identities, whatIf))
				.toList();
		}
		RememberedAnswers.Before before = this.remembered.with(groups);
		return servers.stream()
			.map((server) -> new CompiledServer(server, before.to(server, running.policies(server.id(), server.spec())),
					this.identities, whatIf))
			.toList();
	}

	/** The Access groups whose rules are known. */
	Map<UUID, RuleGroup> groups() {
		return this.directory.rules();
	}

	/** One that is not registered, of which nothing is remembered. */
	CompiledServer alone(Server server) {
		return new CompiledServer(server, this.directory.rules(), this.identities, WhatIf.NOTHING);
	}

	/**
	 * The same where one Access group has these rules. Policies that name it are read as
	 * if they said what it says, so that conditions are told and compared by what they
	 * ask for.
	 */
	List<CompiledServer> of(Collection<Server> servers, UUID group, RuleGroup rules) {
		Map<UUID, RuleGroup> groups = new HashMap<>(this.directory.rules());
		groups.put(group, rules);
		InlinedGroup inlined = new InlinedGroup(group, rules);
		Running running = this.grants.now();
		return servers.stream()
			.map((server) -> new CompiledServer(server, inlined.in(running.policies(server.id(), server.spec())),
					groups, this.identities, WhatIf.NOTHING))
			.toList();
	}

}
