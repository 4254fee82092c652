package dev.postern.rules.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;

/** Expands known Access groups into the selectors that they include. */
final class GroupExpansion {

	/** The maximum of groups to expand for one policy. */
	private static final int MOST_GROUPS = 1_000;

	/** The maximum nesting depth of groups. */
	static final int DEEPEST = 100;

	private final Map<UUID, RuleGroup> groups;

	private final Map<Selector.Group, List<Expanded>> found = new HashMap<>();

	private final Set<UUID> within = new HashSet<>();

	private int followed;

	GroupExpansion(Map<UUID, RuleGroup> groups) {
		this.groups = groups;
	}

	/**
	 * Expands a known group into its include selectors, each with what the groups around
	 * it require; any other selector stands for itself.
	 */
	List<Expanded> expand(Selector selector) {
		if (!(selector instanceof Selector.Group group)) {
			return List.of(new Expanded(List.of(selector), List.of()));
		}
		List<Expanded> known = this.found.get(group);
		if (known == null) {
			known = new ArrayList<>();
			follow(List.of(group), List.of(), known);
			this.found.put(group, known);
		}
		return known;
	}

	private void follow(List<Selector> include, List<Selector> required, List<Expanded> into) {
		int place = into.size();
		List<Selector> themselves = new ArrayList<>();
		for (Selector selector : include) {
			RuleGroup rules = (selector instanceof Selector.Group(var group)) ? mayFollow(group) : null;
			if (rules != null && selector instanceof Selector.Group(var id)) {
				this.within.add(id);
				this.followed++;
				follow(rules.include(), Stream.concat(required.stream(), rules.require().stream()).toList(), into);
				this.within.remove(id);
			}
			else {
				themselves.add(selector);
			}
		}
		if (!themselves.isEmpty()) {
			into.add(place, new Expanded(themselves, required));
		}
	}

	private @Nullable RuleGroup mayFollow(UUID group) {
		boolean far = this.within.contains(group) || this.within.size() >= DEEPEST || this.followed >= MOST_GROUPS;
		return far ? null : this.groups.get(group);
	}

	/** Alternatives, and the selectors that must hold with each of them. */
	record Expanded(List<Selector> selectors, List<Selector> required) {
	}

}
