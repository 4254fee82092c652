package dev.postern.cloudflare.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration document of a remotely managed tunnel.
 *
 * @param version counts up by one with each replacement; 0 for a tunnel that never had
 * one
 * @param config the document with all its fields, known or not; {@code null} for a tunnel
 * that never had one
 */
public record TunnelConfiguration(int version, @Nullable ObjectNode config) {

	/**
	 * Whether it says which rules there are. One that was written has at least a
	 * catch-all, so where the rules lack they are not told, and not none.
	 */
	public boolean tellsRules() {
		return (this.config != null) ? this.config.path("ingress").isArray() : this.version == 0;
	}

}
