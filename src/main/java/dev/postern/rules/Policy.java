package dev.postern.rules;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;

/**
 * One policy of an Access application. Precedence is its place in the list that holds it.
 *
 * @param include who is meant; at least one must match
 * @param require what must hold as well; all must match
 * @param exclude who is not meant; none may match
 * @param more fields that Postern does not interpret, kept as they came; never the ones
 * above, nor what Cloudflare gives out ({@code id}, {@code precedence}, {@code reusable},
 * {@code created_at}, …)
 */
public record Policy(String name, Decision decision, List<Selector> include, List<Selector> require,
		List<Selector> exclude, ObjectNode more) {

	public Policy {
		include = List.copyOf(include);
		require = List.copyOf(require);
		exclude = List.copyOf(exclude);
		more = more.deepCopy();
	}

	/** Whether this policy can let anybody in at all. */
	public boolean allows() {
		return this.decision == Decision.ALLOW && !this.include.isEmpty();
	}

}
