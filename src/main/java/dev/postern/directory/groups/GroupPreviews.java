package dev.postern.directory.groups;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.kernel.GroupId;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Tells what an edit of a group would do, and stores nothing. */
@Service
public class GroupPreviews {

	private final RuleGroups groups;

	private final GroupReviews reviews;

	private final ObjectProvider<GroupEffects> rooms;

	GroupPreviews(RuleGroups groups, GroupReviews reviews, ObjectProvider<GroupEffects> rooms) {
		this.groups = groups;
		this.reviews = reviews;
		this.rooms = rooms;
	}

	/**
	 * The effect of an edit; empty where it has none, because the rules stay or no server
	 * uses the group. Throws what {@link RuleGroups#edit} would throw.
	 */
	public Optional<GroupEffect> of(GroupId id, long version, GroupDraft draft, Set<String> acknowledged) {
		Group seen = this.groups.editable(id, version);
		GroupSpec spec = this.groups.check(draft, id);
		this.reviews.accepted(seen, spec, acknowledged);
		List<GroupUse> uses = this.groups.uses(id);
		if (uses.isEmpty() || seen.spec().rules().equals(spec.rules())) {
			return Optional.empty();
		}
		return this.rooms.stream().findFirst().map((room) -> room.of(seen, spec.rules(), uses));
	}

}
