package dev.postern.reconcile.plan;

import java.util.List;

import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.RuleGroup;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What Postern settles of an Access group; everything else of it is left as it is.
 *
 * @param rules canonical
 */
public record AccessGroupSpec(String name, RuleGroup rules) {

	public AccessGroupSpec {
		Policy canonical = PolicyCodec.canonical(List.of(new Policy(name, Decision.ALLOW, rules.include(),
				rules.require(), rules.exclude(), JsonNodeFactory.instance.objectNode())))
			.getFirst();
		rules = new RuleGroup(canonical.include(), canonical.require(), canonical.exclude());
	}

}
