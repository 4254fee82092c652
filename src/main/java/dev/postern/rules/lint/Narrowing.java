package dev.postern.rules.lint;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.postern.rules.Selector;

/** Tells what conditions tell of those who meet them, a known group by its rules. */
final class Narrowing {

	private final Looked looked;

	private final Map<Selector.Group, Narrowed> groups = new HashMap<>();

	private int depth;

	Narrowing(Looked looked) {
		this.looked = looked;
	}

	Narrowed all(List<Selector> selectors) {
		return Narrowed.by(selectors.stream().map(this::of).toList());
	}

	private Narrowed of(Selector selector) {
		return switch (Aim.of(selector)) {
			case NOTHING -> Narrowed.NOT;
			case PLACE -> Narrowed.toPlace(selector);
			case LOGIN -> Narrowed.toLogin(selector, selector instanceof Selector.LoginMethod(var provider)
					&& !this.looked.context().openToAll(provider));
			case WHO -> (selector instanceof Selector.Group group) ? of(group) : Narrowed.TO_SOME;
			case MACHINE -> Narrowed.TO_SOME;
		};
	}

	/** As little as the least narrow of its members is told by. */
	private Narrowed of(Selector.Group group) {
		Narrowed known = (this.depth < Members.DEEPEST) ? this.groups.putIfAbsent(group, Narrowed.TO_SOME)
				: Narrowed.TO_SOME;
		if (known != null) {
			return known;
		}
		this.depth++;
		Narrowed least = this.looked.meant(group)
			.stream()
			.flatMap(this::members)
			.min(Comparator.comparingInt(Narrowed::strength))
			.orElse(Narrowed.TO_SOME)
			.as(group);
		this.depth--;
		this.groups.put(group, least);
		return least;
	}

	private Stream<Narrowed> members(Members.Meant meant) {
		Narrowed required = all(meant.required());
		return required.who() ? Stream.of(required)
				: meant.selectors().stream().map((selector) -> Narrowed.by(List.of(required, of(selector))));
	}

}
