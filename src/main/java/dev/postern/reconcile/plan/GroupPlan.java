package dev.postern.reconcile.plan;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.postern.kernel.GroupId;

/**
 * Everything that has to change for the groups.
 *
 * @param changes what is made and changed first, then what is removed
 * @param nameConflicts groups whose name somebody else's group bears, mark and all; a
 * person decides
 * @param unreadable wanted groups that stand, and of which Cloudflare does not tell all;
 * they keep what they have
 */
public record GroupPlan(List<GroupChange> changes, Set<GroupId> nameConflicts,
		SortedMap<GroupId, ObservedGroup> unreadable) {

	public GroupPlan {
		changes = List.copyOf(changes);
		nameConflicts = Set.copyOf(nameConflicts);
		unreadable = Collections.unmodifiableSortedMap(new TreeMap<>(unreadable));
	}

	/** Whether everything that is not held stands as it should. */
	public boolean settled() {
		return this.changes.isEmpty();
	}

	/** The groups that would change. */
	public Set<GroupId> changing() {
		return this.changes.stream().map(GroupChange::group).collect(Collectors.toUnmodifiableSet());
	}

}
