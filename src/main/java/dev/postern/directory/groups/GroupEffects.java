package dev.postern.directory.groups;

import java.util.List;

import dev.postern.rules.RuleGroup;

/**
 * A room that can tell who gets in to what. A bean of this type is all it takes for an
 * edit of a group to be told by its effect before it is stored.
 */
public interface GroupEffects {

	/**
	 * Who gains and who loses access when a group gets other rules. Asks the database the
	 * same however many servers use the group.
	 * @param uses the servers that use it
	 */
	GroupEffect of(Group before, RuleGroup after, List<GroupUse> uses);

}
