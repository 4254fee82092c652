package dev.postern.reconcile.groups;

import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.directory.groups.GroupUse;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.TunnelReconciler;
import dev.postern.reconcile.ledger.GroupLedger;
import dev.postern.servers.Servers;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a group for ours, or for lost, and has the servers that use it followed up, both
 * or neither: a new id at Cloudflare has to reach every policy that refers to the group.
 */
@Component
class GroupOwnership {

	private final GroupLedger ledger;

	private final RuleGroups groups;

	private final Servers servers;

	private final TunnelReconciler reconciler;

	GroupOwnership(GroupLedger ledger, RuleGroups groups, Servers servers, TunnelReconciler reconciler) {
		this.ledger = ledger;
		this.groups = groups;
		this.servers = servers;
		this.reconciler = reconciler;
	}

	@Transactional
	public void own(GroupId group, AccessGroupId remote) {
		this.ledger.own(group, remote);
		followUp(group);
	}

	/** Takes note that somebody else has deleted a group of ours. */
	@Transactional
	public void lost(GroupId group) {
		this.ledger.lost(group);
		followUp(group);
	}

	private void followUp(GroupId group) {
		Set<ServerId> users = this.groups.uses(group).stream().map(GroupUse::server).collect(Collectors.toSet());
		if (!users.isEmpty()) {
			this.servers.all()
				.stream()
				.filter((server) -> users.contains(server.id()))
				.map((server) -> server.spec().tunnel())
				.distinct()
				.forEach(this.reconciler::request);
		}
	}

}
