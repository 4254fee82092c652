package dev.postern.directory.groups;

import java.util.List;
import java.util.Set;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.WarningView;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks the modules whose policies name groups to look rules of groups over. */
@Component
class GroupReviews {

	private final GroupStore store;

	private final ObjectProvider<GroupLints> rooms;

	GroupReviews(GroupStore store, ObjectProvider<GroupLints> rooms) {
		this.store = store;
		this.rooms = rooms;
	}

	/**
	 * The risks that somebody has said yes to.
	 * @param before {@code null} for a new group
	 * @throws InvalidInput with every value that is wrong
	 * @throws UnacknowledgedGroupWarnings when there are others
	 */
	List<WarningView> accepted(@Nullable Group before, GroupSpec after, Set<String> acknowledged) {
		if (before != null && before.spec().rules().equals(after.rules())) {
			return List.of();
		}
		List<GroupUse> uses = (before != null) ? this.store.uses(before.id()) : List.of();
		List<GroupReview> reviews = this.rooms.stream().map((room) -> room.review(before, after, uses)).toList();
		List<FieldProblem> errors = reviews.stream().flatMap((review) -> review.errors().stream()).toList();
		if (!errors.isEmpty()) {
			throw new InvalidInput(errors);
		}
		List<WarningView> warnings = reviews.stream().flatMap((review) -> review.warnings().stream()).toList();
		if (!warnings.stream().allMatch((warning) -> warning.isIn(acknowledged))) {
			throw new UnacknowledgedGroupWarnings(warnings, acknowledged);
		}
		return warnings;
	}

}
