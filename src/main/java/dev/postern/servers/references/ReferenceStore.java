package dev.postern.servers.references;

import java.util.List;
import java.util.Set;

import dev.postern.directory.groups.GroupReferences;
import dev.postern.directory.groups.GroupRetired;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.rules.Policy;
import dev.postern.servicetokens.ServiceTokenRetired;
import dev.postern.servicetokens.TokenUseStore;
import dev.postern.tunnels.lifecycle.TunnelBeingRemoved;
import dev.postern.tunnels.lifecycle.TunnelChanges;

import org.springframework.stereotype.Component;

/**
 * Notes what servers refer to, in the transactions that store them, so that nothing goes
 * while a server begins to use it.
 */
@Component
public class ReferenceStore {

	private final RuleGroups groups;

	private final TokenUseStore useStore;

	private final TunnelChanges tunnels;

	ReferenceStore(RuleGroups groups, TokenUseStore useStore, TunnelChanges tunnels) {
		this.tunnels = tunnels;
		this.groups = groups;
		this.useStore = useStore;
	}

	/**
	 * Notes what a server refers to from now on.
	 * @throws InvalidInput when that is going already
	 */
	public void replace(ServerId server, String name, TunnelId tunnel, List<Policy> policies) {
		try {
			this.tunnels.hold(tunnel);
			this.groups.replaceUses(server, name, GroupReferences.in(policies));
			this.useStore.replace(server, TokenReferences.in(policies));
		}
		catch (TunnelBeingRemoved ex) {
			throw InvalidInput.of("tunnelId", tunnel.toString(), "servers.error.tunnel.being-removed");
		}
		catch (GroupRetired ex) {
			throw InvalidInput.of("policies", ex.group().spec().name(), "servers.error.policies.group-going");
		}
		catch (ServiceTokenRetired ex) {
			throw InvalidInput.of("policies", ex.name(), "servers.error.policies.token-going");
		}
	}

	/**
	 * A service token may go as soon as a server is being removed; a group has to wait
	 * until nothing of the server is left.
	 */
	public void releaseTokens(ServerId server) {
		this.useStore.replace(server, Set.of());
	}

}
