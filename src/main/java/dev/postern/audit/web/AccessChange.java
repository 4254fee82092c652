package dev.postern.audit.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom an edit of a server let in or took out by name, where it did nothing else: an edit
 * that did more is not told by its smaller part.
 *
 * @param letIn addresses that a policy lets in now and none did before
 * @param tookOut addresses that a policy let in before and none does now
 */
record AccessChange(List<String> letIn, List<String> tookOut) {

	/** Nobody, or not that alone. */
	static final AccessChange NONE = new AccessChange(List.of(), List.of());

	private static final String POLICIES = "policies";

	private static final String INCLUDE = "include";

	/** What changes with every edit, or is kept beside it. */
	private static final List<String> BOOKKEEPING = List.of("version", "phase", "generation", "appliedGeneration",
			"accessGeneration", "problem", "updatedAt", "acknowledgedWarnings");

	/** Of two states of a server; nobody where one of them is none. */
	static AccessChange between(@Nullable JsonNode before, @Nullable JsonNode after) {
		if (!(before instanceof ObjectNode old) || !(after instanceof ObjectNode now)) {
			return NONE;
		}
		Set<String> was = new LinkedHashSet<>();
		Set<String> is = new LinkedHashSet<>();
		if (!withoutNames(old, was).equals(withoutNames(now, is))) {
			return NONE;
		}
		return new AccessChange(without(is, was), without(was, is));
	}

	/** Whether somebody was let in or taken out. */
	boolean any() {
		return !this.letIn.isEmpty() || !this.tookOut.isEmpty();
	}

	private static List<String> without(Set<String> all, Set<String> others) {
		Set<String> left = new TreeSet<>(all);
		left.removeAll(others);
		return List.copyOf(left);
	}

	/**
	 * A state without the addresses that policies let in on no other condition; these are
	 * collected. A denial may decide before them, so that nothing is certain then.
	 */
	private static JsonNode withoutNames(ObjectNode server, Set<String> names) {
		ObjectNode rest = server.deepCopy();
		rest.remove(BOOKKEEPING);
		ArrayNode policies = rest.withArray(POLICIES);
		if (policies.valueStream().anyMatch((policy) -> !decision(policy).equals("allow"))) {
			return rest;
		}
		for (int i = policies.size() - 1; i >= 0; i--) {
			if (policies.get(i) instanceof ObjectNode policy && policy.path("require").isEmpty()
					&& policy.path("exclude").isEmpty() && policy.get(INCLUDE) instanceof ArrayNode include) {
				take(include, names);
				if (include.isEmpty()) {
					policies.remove(i);
				}
			}
		}
		return rest;
	}

	private static void take(ArrayNode include, Set<String> names) {
		for (int i = include.size() - 1; i >= 0; i--) {
			String email = include.get(i).path("email").path("email").asString("");
			if (!email.isEmpty()) {
				names.add(email);
				include.remove(i);
			}
		}
	}

	private static String decision(JsonNode policy) {
		return policy.path("decision").asString("");
	}

}
