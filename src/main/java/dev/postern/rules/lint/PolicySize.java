package dev.postern.rules.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.EvaluationContext;

/**
 * Counts the selectors of policies, including those of the known groups that they name.
 */
final class PolicySize {

	/** The maximum of selectors up to which lints expand groups. */
	static final int MOST = 10_000;

	private final Map<UUID, RuleGroup> groups;

	private final Map<UUID, Long> counted = new HashMap<>();

	private PolicySize(Map<UUID, RuleGroup> groups) {
		this.groups = groups;
	}

	static boolean tooLarge(List<Policy> policies, EvaluationContext evaluationContext) {
		PolicySize size = new PolicySize(evaluationContext.groups());
		return policies.stream()
			.mapToLong((policy) -> size.of(policy.include(), policy.require(), policy.exclude()))
			.sum() > MOST;
	}

	private long of(List<Selector> include, List<Selector> require, List<Selector> exclude) {
		return Math.min(MOST + 1L,
				Stream.of(include, require, exclude).flatMap(List::stream).mapToLong(this::of).sum());
	}

	/** A group counts as one within itself. */
	private long of(Selector selector) {
		if (!(selector instanceof Selector.Group(var id)) || !this.groups.containsKey(id)) {
			return 1;
		}
		Long known = this.counted.putIfAbsent(id, 1L);
		if (known != null) {
			return known;
		}
		RuleGroup rules = this.groups.get(id);
		long size = 1 + of(rules.include(), rules.require(), rules.exclude());
		this.counted.put(id, size);
		return size;
	}

}
