package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.kernel.GroupId;

/**
 * Compares the groups that are wanted with those that stand and says what has to change.
 *
 * <table>
 * <caption>One group, by what is wanted and what stands</caption>
 * <tr>
 * <th></th>
 * <th>nothing</th>
 * <th>ours</th>
 * <th>foreign, with our mark</th>
 * </tr>
 * <tr>
 * <td>wanted</td>
 * <td>create</td>
 * <td>update where it differs; leave while not all of it is told</td>
 * <td>conflict</td>
 * </tr>
 * <tr>
 * <td>unwanted</td>
 * <td>-</td>
 * <td>remove</td>
 * <td>leave</td>
 * </tr>
 * <tr>
 * <td>held</td>
 * <td>-</td>
 * <td>leave</td>
 * <td>leave</td>
 * </tr>
 * </table>
 */
public final class GroupPlanner {

	private GroupPlanner() {
	}

	/**
	 * Says what has to change.
	 * @param observed all groups of the account
	 * @param held groups that keep what they have, because Cloudflare refused a change of
	 * theirs
	 */
	public static GroupPlan plan(Collection<DesiredGroup> desired, Collection<ObservedGroup> observed,
			Set<GroupId> held) {
		Map<GroupId, ObservedGroup> ours = observed.stream()
			.filter((group) -> group.ours() != null && !group.duplicate())
			.collect(Collectors.toMap(ObservedGroup::ours, Function.identity()));
		Set<GroupId> foreignMarks = observed.stream()
			.filter((group) -> group.ours() == null && group.marked() != null)
			.map(ObservedGroup::marked)
			.collect(Collectors.toSet());
		List<GroupChange> changes = new ArrayList<>();
		Set<GroupId> taken = new HashSet<>();
		TreeMap<GroupId, ObservedGroup> unreadable = new TreeMap<>();
		desired.stream()
			.filter((group) -> !held.contains(group.id()))
			.sorted(Comparator.comparing(DesiredGroup::id))
			.forEach((group) -> {
				ObservedGroup standing = ours.get(group.id());
				if (standing == null && foreignMarks.contains(group.id())) {
					taken.add(group.id());
				}
				else if (standing == null) {
					changes.add(new GroupChange.CreateGroup(group.id(), group.spec()));
				}
				else if (!standing.unknownFields().isEmpty()) {
					unreadable.put(group.id(), standing);
				}
				else if (!standing.spec().equals(group.spec())) {
					changes.add(new GroupChange.UpdateGroup(group.id(), standing.id(), standing.spec(), group.spec(),
							standing.body()));
				}
			});
		observed.stream()
			.filter(ObservedGroup::duplicate)
			.sorted(Comparator.comparing((group) -> group.id().toString()))
			.forEach((group) -> Optional.ofNullable(group.ours())
				.filter((id) -> !held.contains(id))
				.ifPresent((id) -> changes.add(new GroupChange.DeleteDuplicate(id, group.id(), group.spec()))));
		Set<GroupId> kept = desired.stream().map(DesiredGroup::id).collect(Collectors.toSet());
		ours.entrySet()
			.stream()
			.filter((entry) -> !kept.contains(entry.getKey()) && !held.contains(entry.getKey()))
			.sorted(Map.Entry.comparingByKey())
			.forEach((entry) -> changes
				.add(new GroupChange.DeleteGroup(entry.getKey(), entry.getValue().id(), entry.getValue().spec())));
		return new GroupPlan(changes, taken, unreadable);
	}

}
