package dev.postern.reconcile.groups;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessGroup;
import dev.postern.directory.groups.MarkedName;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;
import dev.postern.reconcile.ReconcileProperties;
import dev.postern.reconcile.ledger.GroupLedger;
import dev.postern.reconcile.plan.ObservedGroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

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

	private final ReconcileProperties properties;

	private final Clock clock;

	/**
	 * Groups that were shown to this instance; one that is not shown any more is gone.
	 */
	private final Set<AccessGroupId> seen = ConcurrentHashMap.newKeySet();

	GroupObserver(Cloudflare cloudflare, GroupLedger ledger, GroupOwnership ownership, ReconcileProperties properties,
			Clock clock) {
		this.cloudflare = cloudflare;
		this.ledger = ledger;
		this.ownership = ownership;
		this.properties = properties;
		this.clock = clock;
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
	 * All groups, and those of ours that the list leaves out although they exist, or does
	 * not tell whole: lists are no snapshots. What was made a short while ago is there,
	 * although nobody has seen it yet (I4).
	 */
	private List<AccessGroup> groups(List<GroupLedger.Entry> entries) {
		Map<AccessGroupId, AccessGroup> groups = new LinkedHashMap<>();
		this.cloudflare.accessGroups().forEach((group) -> groups.put(group.id(), group));
		for (GroupLedger.Entry entry : entries) {
			AccessGroupId remote = entry.remote();
			if (remote == null) {
				continue;
			}
			AccessGroup listed = groups.get(remote);
			if (listed != null) {
				this.seen.add(remote);
			}
			if (listed == null || !GroupParser.parse(listed.body()).complete()) {
				find(remote).or(() -> unseen(entry, remote))
					.ifPresentOrElse((group) -> groups.put(remote, group), () -> groups.remove(remote));
			}
		}
		return List.copyOf(groups.values());
	}

	private Optional<AccessGroup> find(AccessGroupId id) {
		try {
			AccessGroup group = this.cloudflare.accessGroup(id);
			this.seen.add(id);
			return Optional.of(new AccessGroup(id, group.name(), GroupParser.alone(group.body())));
		}
		catch (CloudflareException.Missing ex) {
			return Optional.empty();
		}
	}

	private Optional<AccessGroup> unseen(GroupLedger.Entry entry, AccessGroupId id) {
		Instant ownedAt = entry.ownedAt();
		boolean justMade = ownedAt != null && !this.seen.contains(id)
				&& ownedAt.plus(this.properties.readLag()).isAfter(this.clock.instant());
		return justMade ? Optional.of(new AccessGroup(id, "", JsonNodeFactory.instance.objectNode()))
				: Optional.empty();
	}

	private static ObservedGroup observed(AccessGroup group, @Nullable GroupId ours, boolean twin) {
		GroupParser.ParsedGroup parsed = GroupParser.parse(group.body());
		return new ObservedGroup(group.id(), ours, marked(group), twin, parsed.spec(), parsed.unknownFields(),
				group.body());
	}

	private static @Nullable GroupId marked(AccessGroup group) {
		return MarkedName.of(group.name()).map(MarkedName::group).orElse(null);
	}

}
