package dev.postern.servers.references;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.postern.rules.Policy;
import dev.postern.rules.Selector;

/**
 * A condition where it stands.
 *
 * @param path for example {@code policies[0].include[2]}
 */
record PlacedSelector(String path, Selector selector) {

	/** What conditions name, by the paths of those that name something. */
	static <T> Map<String, T> named(List<Policy> policies, Function<Selector, Optional<T>> naming) {
		Map<String, T> named = new LinkedHashMap<>();
		in(policies)
			.forEach((placed) -> naming.apply(placed.selector()).ifPresent((thing) -> named.put(placed.path(), thing)));
		return named;
	}

	private static List<PlacedSelector> in(List<Policy> policies) {
		List<PlacedSelector> all = new ArrayList<>();
		for (int i = 0; i < policies.size(); i++) {
			Policy policy = policies.get(i);
			add("policies[%d].include".formatted(i), policy.include(), all);
			add("policies[%d].require".formatted(i), policy.require(), all);
			add("policies[%d].exclude".formatted(i), policy.exclude(), all);
		}
		return all;
	}

	private static void add(String path, List<Selector> selectors, List<PlacedSelector> all) {
		for (int i = 0; i < selectors.size(); i++) {
			all.add(new PlacedSelector("%s[%d]".formatted(path, i), selectors.get(i)));
		}
	}

}
