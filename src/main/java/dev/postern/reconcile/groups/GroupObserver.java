package dev.postern.reconcile.groups;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessGroup;
import dev.postern.directory.groups.GroupRulesJson;
import dev.postern.directory.groups.MarkedName;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;
import dev.postern.reconcile.ledger.GroupLedger;
import dev.postern.reconcile.plan.AccessGroupSpec;
import dev.postern.reconcile.plan.ObservedGroup;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads the account's groups and says which of them are ours. Complete or an exception
 * (I3).
 */
@Component
class GroupObserver {

	private final Cloudflare cloudflare;

	private final GroupLedger ledger;

	private final GroupOwnership ownership;

	GroupObserver(Cloudflare cloudflare, GroupLedger ledger, GroupOwnership ownership) {
		this.cloudflare = cloudflare;
		this.ledger = ledger;
		this.ownership = ownership;
	}

	/**
	 * All groups. Claims whose group is found by the mark in its name are settled; what
	 * else bears the mark is a twin, as long as requests for it are unanswered.
	 */
	List<ObservedGroup> observe() {
		List<GroupLedger.Entry> entries = this.ledger.all();
		List<AccessGroup> groups = groups(entries);
		Set<AccessGroupId> standing = groups.stream().map(AccessGroup::id).collect(Collectors.toSet());
		Map<AccessGroupId, GroupId> ours = new HashMap<>();
		Set<AccessGroupId> twins = new HashSet<>();
		entries.forEach((entry) -> Optional.ofNullable(entry.remote()).ifPresent((remote) -> {
			ours.put(remote, entry.group());
			if (!standing.contains(remote)) {
				this.ownership.lost(entry.group());
			}
		}));
		for (GroupLedger.Entry entry : entries) {
			List<AccessGroupId> made = groups.stream()
				.filter((group) -> entry.group().equals(marked(group)))
				.map(AccessGroup::id)
				.filter((id) -> !ours.containsKey(id))
				.limit(entry.unanswered())
				.toList();
			for (AccessGroupId id : made) {
				if (entry.remote() == null && id.equals(made.getFirst())) {
					this.ownership.own(entry.group(), id);
				}
				else {
					twins.add(id);
				}
				ours.put(id, entry.group());
			}
		}
		return groups.stream()
			.map((group) -> observed(group, ours.get(group.id()), twins.contains(group.id())))
			.toList();
	}

	/**
	 * All groups, and those of ours that the list leaves out although they exist: lists
	 * are no snapshots.
	 */
	private List<AccessGroup> groups(List<GroupLedger.Entry> entries) {
		List<AccessGroup> listed = this.cloudflare.accessGroups();
		Set<AccessGroupId> ids = listed.stream().map(AccessGroup::id).collect(Collectors.toSet());
		Stream<AccessGroup> unlisted = entries.stream()
			.flatMap((entry) -> Stream.ofNullable(entry.remote()))
			.filter((id) -> !ids.contains(id))
			.flatMap((id) -> Stream.ofNullable(find(id)));
		return Stream.concat(listed.stream(), unlisted).toList();
	}

	private @Nullable AccessGroup find(AccessGroupId id) {
		try {
			return this.cloudflare.accessGroup(id);
		}
		catch (CloudflareException.Missing ex) {
			return null;
		}
	}

	private static ObservedGroup observed(AccessGroup group, @Nullable GroupId ours, boolean twin) {
		return new ObservedGroup(group.id(), ours, marked(group), twin,
				new AccessGroupSpec(group.name(), GroupRulesJson.readObserved(group.body())), group.body());
	}

	private static @Nullable GroupId marked(AccessGroup group) {
		return MarkedName.of(group.name()).map(MarkedName::group).orElse(null);
	}

}
