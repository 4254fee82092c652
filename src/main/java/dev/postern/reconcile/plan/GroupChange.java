package dev.postern.reconcile.plan;

import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;
import tools.jackson.databind.node.ObjectNode;

/** One thing to be done to a group at Cloudflare; says before and after. */
public sealed interface GroupChange {

	GroupId group();

	/** Makes an Access group. */
	record CreateGroup(GroupId group, AccessGroupSpec after) implements GroupChange {
	}

	/**
	 * Brings an Access group to what it shall be.
	 *
	 * @param body the whole group as it stands, to be sent back with the new values
	 */
	record UpdateGroup(GroupId group, AccessGroupId id, AccessGroupSpec before, AccessGroupSpec after,
			ObjectNode body) implements GroupChange {
	}

	/**
	 * Removes an Access group that a request of ours made besides, after its answer was
	 * lost.
	 */
	record DeleteDuplicate(GroupId group, AccessGroupId id, AccessGroupSpec before) implements GroupChange {
	}

	/** Removes an Access group. */
	record DeleteGroup(GroupId group, AccessGroupId id, AccessGroupSpec before) implements GroupChange {
	}

}
