package dev.postern.rules.lint;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.postern.rules.Selector;

/** Computes the restriction of selectors; a known group is expanded into its rules. */
final class Restrictions {

	private final PolicyUnderReview review;

	private final Map<Selector.Group, Restriction> groups = new HashMap<>();

	private int depth;

	Restrictions(PolicyUnderReview review) {
		this.review = review;
	}

	Restriction all(List<Selector> selectors) {
		return Restriction.combined(selectors.stream().map(this::of).toList());
	}

	private Restriction of(Selector selector) {
		return switch (SelectorScope.of(selector)) {
			case NOTHING -> Restriction.NONE;
			case PLACE -> Restriction.toPlace(selector);
			case LOGIN -> Restriction.toLogin(selector, selector instanceof Selector.LoginMethod(var provider)
					&& !this.review.context().openToAll(provider));
			case WHO -> (selector instanceof Selector.Group group) ? of(group) : Restriction.TO_CERTAIN;
			case MACHINE -> Restriction.TO_CERTAIN;
		};
	}

	/** The weakest restriction among the members of a group. */
	private Restriction of(Selector.Group group) {
		Restriction known = (this.depth < GroupExpansion.DEEPEST)
				? this.groups.putIfAbsent(group, Restriction.TO_CERTAIN) : Restriction.TO_CERTAIN;
		if (known != null) {
			return known;
		}
		this.depth++;
		Restriction least = this.review.expand(group)
			.stream()
			.flatMap(this::members)
			.min(Comparator.comparingInt(Restriction::strength))
			.orElse(Restriction.TO_CERTAIN)
			.attributedTo(group);
		this.depth--;
		this.groups.put(group, least);
		return least;
	}

	private Stream<Restriction> members(GroupExpansion.Expanded expanded) {
		Restriction required = all(expanded.required());
		return required.who() ? Stream.of(required)
				: expanded.selectors()
					.stream()
					.map((selector) -> Restriction.combined(List.of(required, of(selector))));
	}

}
