package dev.postern.connect.reachability;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.rules.Policy;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;

/** An Access group, said by what it asks for where that means the same. */
record InlinedGroup(UUID id, RuleGroup rules) {

	List<Policy> in(List<Policy> policies) {
		return policies.stream().map(this::in).toList();
	}

	private Policy in(Policy policy) {
		boolean plain = this.rules.require().isEmpty() && this.rules.exclude().isEmpty();
		boolean single = plain && this.rules.include().size() == 1;
		return new Policy(policy.name(), policy.decision(), said(policy.include(), plain),
				said(policy.require(), single), said(policy.exclude(), plain), policy.terms(), policy.more());
	}

	private List<Selector> said(List<Selector> selectors, boolean same) {
		return same ? selectors.stream()
			.flatMap((selector) -> selector.equals(new Selector.Group(this.id)) ? this.rules.include().stream()
					: Stream.of(selector))
			.distinct()
			.toList() : selectors;
	}

}
