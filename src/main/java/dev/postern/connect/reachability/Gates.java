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
class Gates {

	private final Identities identities;

	private final Directory directory;

	Gates(Identities identities, Directory directory) {
		this.identities = identities;
		this.directory = directory;
	}

	/**
	 * Compiles servers in their order. An Access group whose rules are unknown becomes a
	 * condition.
	 */
	List<Gate> of(Collection<Server> servers, WhatIf whatIf) {
		Map<UUID, RuleGroup> groups = this.directory.rules();
		return servers.stream().map((server) -> new Gate(server, groups, this.identities, whatIf)).toList();
	}

}
