package dev.postern.rules;

import java.time.Duration;
import java.util.List;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One policy of an Access application. Precedence is its place in the list that holds it.
 *
 * @param include who is meant; at least one must match
 * @param require what must hold as well; all must match
 * @param exclude who is not meant; none may match
 * @param terms what is asked of those who are let in
 * @param more fields that Postern does not interpret, kept as they came; never the ones
 * above, nor what Cloudflare gives out ({@code id}, {@code precedence}, {@code reusable},
 * {@code created_at}, …)
 */
public record Policy(String name, Decision decision, List<Selector> include, List<Selector> require,
		List<Selector> exclude, Terms terms, ObjectNode more) {

	public Policy {
		include = List.copyOf(include);
		require = List.copyOf(require);
		exclude = List.copyOf(exclude);
		more = more.deepCopy();
	}

	public Policy(String name, Decision decision, List<Selector> include, List<Selector> require,
			List<Selector> exclude, ObjectNode more) {
		this(name, decision, include, require, exclude, Terms.NONE, more);
	}

	/** Whether this policy can let anybody in at all. */
	public boolean allows() {
		return this.decision == Decision.ALLOW && !this.include.isEmpty();
	}

	/** Writes all fields except name, decision and selectors as Cloudflare's JSON. */
	public ObjectNode additionalFields() {
		ObjectNode rest = JsonNodeFactory.instance.objectNode();
		TermsWriter.write(this.terms, rest);
		return rest.setAll(this.more.deepCopy());
	}

	/** Sets the session duration unless the policy has one. */
	public Policy withDefaultSession(Duration session) {
		boolean lasts = this.terms.sessionDuration() != null || this.more.has(TermsReader.SESSION_DURATION);
		return lasts ? this : new Policy(this.name, this.decision, this.include, this.require, this.exclude,
				this.terms.withSession(session), this.more);
	}

}
