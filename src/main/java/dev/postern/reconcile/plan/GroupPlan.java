package dev.postern.reconcile.plan;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.kernel.GroupId;

/**
 * Everything that has to change for the groups.
 *
 * @param changes what is made and changed first, then what is removed
 * @param nameConflicts groups whose name somebody else's group bears, mark and all; a
 * person decides
 */
public record GroupPlan(List<GroupChange> changes, Set<GroupId> nameConflicts) {

	public GroupPlan {
		changes = List.copyOf(changes);
		nameConflicts = Set.copyOf(nameConflicts);
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
