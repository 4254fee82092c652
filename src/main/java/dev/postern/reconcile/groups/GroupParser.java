package dev.postern.reconcile.groups;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.postern.directory.groups.GroupRulesJson;
import dev.postern.kernel.InvalidInput;
import dev.postern.reconcile.plan.AccessGroupSpec;
import dev.postern.rules.RuleGroup;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an Access group as the planner compares it, and notes which fields Cloudflare
 * does not tell: absent, {@code null}, or of another type.
 */
final class GroupParser {

	/** What a group may come without when it is asked for by itself. */
	private static final List<String> MAY_LACK = List.of("require", "exclude");

	private GroupParser() {
	}

	static ParsedGroup parse(ObjectNode body) {
		TreeSet<String> unknown = new TreeSet<>();
		Stream.concat(Stream.of("include"), MAY_LACK.stream())
			.filter((list) -> !body.path(list).isArray())
			.forEach(unknown::add);
		if (!body.path("name").isString()) {
			unknown.add("name");
		}
		return new ParsedGroup(new AccessGroupSpec(body.path("name").stringValue(""), rules(body, unknown)), unknown);
	}

	/** The group as it answers for itself: what it lacks there, it has none of. */
	static ObjectNode alone(ObjectNode body) {
		ObjectNode whole = body.deepCopy();
		MAY_LACK.stream().filter((list) -> !body.hasNonNull(list)).forEach(whole::putArray);
		return whole;
	}

	private static RuleGroup rules(ObjectNode body, SortedSet<String> unknown) {
		try {
			if (unknown.isEmpty()) {
				return GroupRulesJson.readObserved(body);
			}
		}
		catch (InvalidInput ex) {
			ex.problems().forEach((problem) -> unknown.add(problem.field()));
		}
		return RuleGroup.of(List.of());
	}

	/**
	 * A group as far as Cloudflare tells it.
	 *
	 * @param unknownFields what of {@code spec} is not told
	 */
	record ParsedGroup(AccessGroupSpec spec, SortedSet<String> unknownFields) {

		boolean complete() {
			return this.unknownFields.isEmpty();
		}

	}

}
