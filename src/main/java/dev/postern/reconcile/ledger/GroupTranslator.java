package dev.postern.reconcile.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;

import org.springframework.stereotype.Component;

/** Knows Postern's groups by Cloudflare's ids, through the ledger. */
@Component
public class GroupTranslator {

	private final RuleGroups groups;

	private final GroupLedger ledger;

	GroupTranslator(RuleGroups groups, GroupLedger ledger) {
		this.groups = groups;
		this.ledger = ledger;
	}

	public GroupTranslation now() {
		Map<GroupId, AccessGroupId> owned = this.ledger.standing();
		Map<UUID, UUID> standing = new HashMap<>();
		Map<UUID, String> awaited = new HashMap<>();
		for (Group group : this.groups.all()) {
			AccessGroupId remote = owned.get(group.id());
			if (remote != null) {
				standing.put(group.id().value(), remote.value());
			}
			else {
				awaited.put(group.id().value(), group.spec().name());
			}
		}
		return new GroupTranslation(standing, awaited);
	}

}
