package dev.postern.rules;

import java.util.List;

/** The rules of an Access group; whoever they match is in it. */
public record RuleGroup(List<Selector> include, List<Selector> require, List<Selector> exclude) {

	public RuleGroup {
		include = List.copyOf(include);
		require = List.copyOf(require);
		exclude = List.copyOf(exclude);
	}

	/** A group that only includes. */
	public static RuleGroup of(List<Selector> include) {
		return new RuleGroup(include, List.of(), List.of());
	}

}
