package dev.postern.directory.web;

import java.util.List;

import dev.postern.directory.groups.Group;
import dev.postern.ui.CountryNames;

/**
 * A group in the table of all.
 *
 * @param first its first few members
 * @param more how many there are besides
 * @param servers how many servers use it
 */
record GroupRow(Group group, List<String> first, int more, int servers) {

	private static final int A_FEW = 3;

	static GroupRow of(Group group, int servers, CountryNames names) {
		GroupMembers members = GroupMembers.of(group, names);
		List<String> first = members.first(A_FEW);
		return new GroupRow(group, first, members.count() - first.size(), servers);
	}

}
