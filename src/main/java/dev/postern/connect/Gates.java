package dev.postern.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.postern.rules.RuleGroup;
import dev.postern.servers.Server;

import org.springframework.stereotype.Component;

/** Makes the policies of servers ready to be asked. */
@Component
class Gates {

	private final Identities identities;

	Gates(Identities identities) {
		this.identities = identities;
	}

	List<Gate> of(Collection<Server> servers, WhatIf whatIf) {
		Map<UUID, RuleGroup> groups = groups();
		return servers.stream().map((server) -> new Gate(server, groups, this.identities, whatIf)).toList();
	}

	/** The rules of the Access groups that are known; others are conditions. */
	private Map<UUID, RuleGroup> groups() {
		return Map.of();
	}

}
