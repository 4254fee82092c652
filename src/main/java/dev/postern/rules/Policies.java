package dev.postern.rules;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads and writes policies in Cloudflare's own JSON shape. */
public final class Policies {

	private Policies() {
	}

	/**
	 * Reads a list of policies, in order of precedence.
	 * @throws dev.postern.kernel.InvalidInput when a policy is not of Cloudflare's shape
	 */
	public static List<Policy> read(JsonNode policies) {
		return List.of();
	}

	/** The same policies as Cloudflare takes them: {@code precedence} from 1 on. */
	public static ArrayNode write(List<Policy> policies) {
		return tools.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
	}

	/**
	 * The one form in which equal policies are equal: selectors sorted and distinct,
	 * fields that only say a default left out.
	 */
	public static List<Policy> canonical(List<Policy> policies) {
		return policies;
	}

}
