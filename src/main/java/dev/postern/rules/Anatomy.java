package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a policy mean for people or for machines, with one space for all that
 * is asked about them.
 *
 * @param include for each selector whom it means
 * @param exclude who is not meant
 * @param match whom the policy matches
 */
record Anatomy(List<Formula> include, Formula exclude, Formula match, Space space) {

	static Anatomy of(Policy policy, Meanings meanings) {
		List<Formula> include = policy.include().stream().map(meanings::of).toList();
		Formula exclude = meanings.any(policy.exclude());
		Formula match = new Formula.All(
				List.of(Meanings.anyOf(include), meanings.all(policy.require()), new Formula.Not(exclude)));
		List<Formula> all = new ArrayList<>(include);
		all.add(match);
		return new Anatomy(include, exclude, match, new Space(all));
	}

	/** Whether one selector of include means anybody. */
	boolean means(int included, Effort effort) {
		return Search.possible(this.include.get(included), this.space, effort);
	}

	/** Whether one selector of include means somebody whom exclude does not. */
	boolean leaves(int included, Effort effort) {
		Formula left = new Formula.All(List.of(this.include.get(included), new Formula.Not(this.exclude)));
		return Search.possible(left, this.space, effort);
	}

	boolean matches(Effort effort) {
		return Search.possible(this.match, this.space, effort);
	}

}
