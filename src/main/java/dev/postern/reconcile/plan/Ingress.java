package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tunnel's configuration document as it stands.
 *
 * @param config with all its fields, known or not; {@code null} when there never was one
 */
public record Ingress(int version, @Nullable ObjectNode config) {

	/** The rules in match order; never to be changed in place. */
	public List<JsonNode> rules() {
		List<JsonNode> rules = new ArrayList<>();
		if (this.config != null) {
			this.config.path("ingress").forEach(rules::add);
		}
		return rules;
	}

}
