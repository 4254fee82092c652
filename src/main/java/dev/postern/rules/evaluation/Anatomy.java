package dev.postern.rules.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.rules.Policy;

/**
 * What the parts of a policy mean for people or for machines, with one space for all that
 * is asked about them. No answer is wrong: what takes too much effort counts as possible.
 */
public final class Anatomy {

	/** For each selector whom it means. */
	private final List<Formula> include;

	private final Formula exclude;

	private final Formula match;

	private final Space space;

	private final Effort effort;

	private Anatomy(Policy policy, Meanings meanings, Effort effort) {
		this.include = policy.include().stream().map(meanings::of).toList();
		this.exclude = meanings.any(policy.exclude());
		this.match = new Formula.All(
				List.of(Meanings.anyOf(this.include), meanings.all(policy.require()), new Formula.Not(this.exclude)));
		List<Formula> all = new ArrayList<>(this.include);
		all.add(this.match);
		this.space = new Space(all);
		this.effort = effort;
		effort.charge(this.space.work());
	}

	/** One for each kind of those whom such policies can be about. */
	public static List<Anatomy> of(Policy policy, Setting setting, Effort effort) {
		return (policy.decision().asksForLogin() ? Stream.of(false) : Stream.of(false, true))
			.map((machine) -> new Anatomy(policy, new Meanings(setting, machine, policy.decision()), effort))
			.toList();
	}

	/** Whether one selector of include can mean anybody. */
	public boolean means(int included) {
		return Search.possible(this.include.get(included), this.space, this.effort);
	}

	/** Whether one selector of include can mean somebody whom exclude does not. */
	public boolean leaves(int included) {
		Formula left = new Formula.All(List.of(this.include.get(included), new Formula.Not(this.exclude)));
		return Search.possible(left, this.space, this.effort);
	}

	/** Whether the policy can match anybody. */
	public boolean matches() {
		return Search.possible(this.match, this.space, this.effort);
	}

}
