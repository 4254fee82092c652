package dev.postern.audit.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whom an edit of a server let in or took out by name.
 *
 * @param letIn addresses that a policy lets in now and none did before
 * @param tookOut addresses that a policy let in before and none does now
 */
record AccessChange(List<String> letIn, List<String> tookOut) {

	private static final String POLICIES = "policies";

	/** Of two states of a server; nobody where one of them is none. */
	static AccessChange between(@Nullable JsonNode before, @Nullable JsonNode after) {
		if (before == null || after == null) {
			return new AccessChange(List.of(), List.of());
		}
		Set<String> old = named(before);
		Set<String> now = named(after);
		return new AccessChange(without(now, old), without(old, now));
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

	private static Set<String> named(JsonNode server) {
		Set<String> named = new LinkedHashSet<>();
		for (JsonNode policy : server.path(POLICIES)) {
			if (policy.path("decision").asString("").equals("allow")) {
				for (JsonNode rule : policy.path("include")) {
					rule.path("email").path("email").stringValueOpt().ifPresent(named::add);
				}
			}
		}
		return named;
	}

}
