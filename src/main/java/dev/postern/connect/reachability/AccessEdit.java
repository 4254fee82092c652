package dev.postern.connect.reachability;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Access;

/** Whether somebody gets in before an edit of a group, and after it. */
public record AccessEdit(Access before, Access after) {

	/**
	 * What the edit means for them.
	 * @param group the one that is edited
	 * @param elsewise whether it asks for something else than before besides addresses
	 */
	Effect effect(UUID group, boolean elsewise) {
		AccessVerdict was = AccessVerdict.of(this.before);
		AccessVerdict is = AccessVerdict.of(this.after);
		if (was == AccessVerdict.DENIED || is == AccessVerdict.DENIED) {
			return (was == is) ? Effect.NONE : (was == AccessVerdict.DENIED) ? Effect.GAINS : Effect.LOSES;
		}
		return (was != is || changesCondition(group, elsewise)) ? Effect.CHANGES : Effect.NONE;
	}

	/** Whether they get in after it, but only if something holds. */
	public boolean onCondition() {
		return this.after instanceof Access.Depends;
	}

	/** The answer before it, and the one after it. */
	List<AccessVerdict> verdicts() {
		return List.of(AccessVerdict.of(this.before), AccessVerdict.of(this.after));
	}

	private boolean changesCondition(UUID group, boolean elsewise) {
		return this.before instanceof Access.Depends was && this.after instanceof Access.Depends is
				&& (!was.conditions().equals(is.conditions()) || (elsewise && names(was, group)));
	}

	private static boolean names(Access.Depends depends, UUID group) {
		return depends.conditions()
			.stream()
			.flatMap((condition) -> Stream.of(condition.anyOf(), condition.allOf(), condition.noneOf()))
			.anyMatch((selectors) -> selectors.contains(new Selector.Group(group)));
	}

	/** What an edit means for somebody. */
	public enum Effect {

		NONE, GAINS, LOSES,
		/** Gets in before and after it, on other conditions. */
		CHANGES

	}

}
