package dev.postern.reconcile.plan;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of one rule of ours when the ingress is replaced.
 *
 * @param before {@code null} for a new rule
 * @param after {@code null} for a removed one; equal to {@code before} for one that only
 * moves
 * @param awaitsAudience whether the connector has to check tokens of an application that
 * is not made yet, so that the rule can't be written
 */
public record RuleEdit(ServerId server, Hostname hostname, @Nullable JsonNode before, @Nullable JsonNode after,
		boolean awaitsAudience) {

	public RuleEdit(ServerId server, Hostname hostname, @Nullable JsonNode before, @Nullable JsonNode after) {
		this(server, hostname, before, after, false);
	}

	/** Where the rule is to lead; {@code null} for a removed one. */
	public @Nullable String service() {
		return (this.after != null) ? IngressRule.service(this.after) : null;
	}

}
