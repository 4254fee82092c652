package dev.postern.servers.references;

import java.util.List;
import java.util.Set;

import dev.postern.directory.groups.GroupReferences;
import dev.postern.directory.groups.GroupRetired;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.rules.Policy;
import dev.postern.servicetokens.MachineRetired;
import dev.postern.servicetokens.NamedTokens;

import org.springframework.stereotype.Component;

/**
 * Notes what servers refer to, in the transactions that store them, so that nothing goes
 * while a server begins to use it.
 */
@Component
public class References {

	private final RuleGroups groups;

	private final NamedTokens tokens;

	References(RuleGroups groups, NamedTokens tokens) {
		this.groups = groups;
		this.tokens = tokens;
	}

	/**
	 * Notes what a server refers to from now on.
	 * @throws InvalidInput when that is going already
	 */
	public void hold(ServerId server, String name, List<Policy> policies) {
		try {
			this.groups.use(server, name, GroupReferences.in(policies));
			this.tokens.use(server, TokenReferences.in(policies));
		}
		catch (GroupRetired ex) {
			throw InvalidInput.of("policies", ex.group().spec().name(), "servers.error.policies.group-going");
		}
		catch (MachineRetired ex) {
			throw InvalidInput.of("policies", ex.name(), "servers.error.policies.token-going");
		}
	}

	/**
	 * A service token may go as soon as a server is being removed; a group has to wait
	 * until nothing of the server is left.
	 */
	public void letGo(ServerId server) {
		this.tokens.use(server, Set.of());
	}

}
