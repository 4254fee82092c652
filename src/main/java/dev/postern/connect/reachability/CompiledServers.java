package dev.postern.connect.reachability;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.postern.directory.Directory;
import dev.postern.rules.RuleGroup;
import dev.postern.servers.Server;

import org.springframework.stereotype.Component;

/** Compiles the policies of servers. */
@Component
class CompiledServers {

	private final IdentityFactory identities;

	private final Directory directory;

	CompiledServers(IdentityFactory identities, Directory directory) {
		this.identities = identities;
		this.directory = directory;
	}

	/**
	 * Compiles servers in their order. An Access group whose rules are unknown becomes a
	 * condition.
	 */
	List<CompiledServer> of(Collection<Server> servers, WhatIf whatIf) {
		Map<UUID, RuleGroup> groups = this.directory.rules();
		return servers.stream().map((server) -> new CompiledServer(server, groups, this.identities, whatIf)).toList();
	}

}
