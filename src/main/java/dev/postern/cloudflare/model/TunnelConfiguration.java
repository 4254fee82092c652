package dev.postern.cloudflare.model;

import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
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
	 * Whether it says which rules there are, and of each what it takes and where it
	 * leads. One that was written has at least a catch-all, so where the rules lack they
	 * are not told, and not none.
	 */
	public boolean tellsRules() {
		if (this.config == null) {
			return this.version == 0;
		}
		JsonNode rules = this.config.path("ingress");
		return rules.isArray() && IntStream.range(0, rules.size())
			.allMatch((position) -> isTold(rules.path(position), position == rules.size() - 1));
	}

	/**
	 * Whether a rule is one that a connector takes. Before the last there is none for all
	 * requests, so one that names neither hostname nor path there has lost them.
	 */
	private static boolean isTold(JsonNode rule, boolean last) {
		JsonNode hostname = rule.path("hostname");
		JsonNode path = rule.path("path");
		boolean matchesAll = hostname.asString("").isEmpty() && path.asString("").isEmpty();
		JsonNode origin = rule.path("originRequest");
		boolean leads = rule.path("service").isString() || origin.path("bastionMode").asBoolean(false);
		return rule.isObject() && isTextOrNone(hostname) && isTextOrNone(path) && leads && (last || !matchesAll)
				&& isObjectOrNone(origin) && isObjectOrNone(origin.path("access"));
	}

	private static boolean isTextOrNone(JsonNode value) {
		return value.isString() || value.isNull() || value.isMissingNode();
	}

	private static boolean isObjectOrNone(JsonNode value) {
		return value.isObject() || value.isNull() || value.isMissingNode();
	}

}
