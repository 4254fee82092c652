package dev.postern.directory.groups;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A room that can tell what a change of a group risks, by itself and for the policies
 * that name the group. A bean of this type is all it takes to be asked before groups are
 * stored.
 */
public interface GroupLints {

	/**
	 * What is new about other rules of a group. Asks the database the same however many
	 * servers use the group.
	 * @param before {@code null} for a new group
	 * @param uses the servers that use it
	 */
	GroupReview review(@Nullable Group before, GroupSpec after, List<GroupUse> uses);

}
