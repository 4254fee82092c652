package dev.postern.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.kernel.PlainText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one list of policies from JSON and collects every problem. An instance reads one
 * list.
 */
final class PolicyReader {

	private static final int LONGEST_NAME = 350;

	private static final Set<String> INTERPRETED = Set.of("name", "decision", "include", "require", "exclude");

	private static final Set<String> SET_BY_CLOUDFLARE = Set.of("id", "uid", "precedence", "created_at", "updated_at",
			"app_count", "account_id");

	private final Strictness strictness;

	private final FieldProblems problems = new FieldProblems();

	private final UnknownFieldLimits unknownFields = new UnknownFieldLimits(this.problems);

	PolicyReader(Strictness strictness) {
		this.strictness = strictness;
	}

	List<Policy> read(JsonNode array) {
		List<Ranked> policies = new ArrayList<>();
		if (this.strictness == Strictness.STRICT && array.size() > PolicyLimits.MOST_POLICIES) {
			this.problems.add("", Integer.toString(array.size()), "rules.policies-too-many",
					PolicyLimits.MOST_POLICIES);
		}
		else if (array.isArray()) {
			for (int i = 0; i < array.size(); i++) {
				policy("[" + i + "]", array.get(i)).ifPresent(policies::add);
			}
		}
		else {
			this.problems.add("", array, "rules.policies-list");
		}
		if (this.strictness == Strictness.STRICT) {
			this.unknownFields.checkCount();
		}
		this.problems.throwIfAny();
		if (policies.stream().allMatch((policy) -> policy.precedence().isPresent())) {
			policies.sort(Comparator.comparing((policy) -> policy.precedence().orElseThrow()));
		}
		return policies.stream().map(Ranked::policy).toList();
	}

	private Optional<Ranked> policy(String path, JsonNode node) {
		if (!(node instanceof ObjectNode object)) {
			this.problems.add(path, node, "rules.policy-object");
			return Optional.empty();
		}
		String name = name(path + ".name", node.path("name"));
		Optional<Decision> decision = decision(path + ".decision", node.path("decision"));
		List<Selector> include = selectors(path + ".include", node.path("include"));
		if (this.strictness == Strictness.STRICT && node.path("include").isEmpty()) {
			this.problems.add(path + ".include", node.path("include"), "rules.include-empty");
		}
		List<Selector> require = selectors(path + ".require", node.path("require"));
		List<Selector> exclude = selectors(path + ".exclude", node.path("exclude"));
		Optional<Integer> precedence = precedence(path + ".precedence", node.path("precedence"));
		TermsReader terms = new TermsReader(object, path,
				(this.strictness == Strictness.STRICT) ? this.problems : new FieldProblems());
		Terms asked = terms.read();
		ObjectNode more = more(object).remove(terms.understood());
		if (this.strictness == Strictness.STRICT) {
			this.unknownFields.checkFields(path, more);
		}
		return decision.map((known) -> new Policy(name, known, include, require, exclude, asked, more))
			.map((policy) -> new Ranked(policy, precedence));
	}

	private String name(String path, JsonNode node) {
		String name = node.isString() ? node.stringValue().strip() : "";
		boolean usable = !name.isEmpty() && name.length() <= LONGEST_NAME && PlainText.isPlain(name);
		if (this.strictness == Strictness.STRICT && !usable) {
			this.problems.add(path, node, "rules.policy-name", LONGEST_NAME);
		}
		return name;
	}

	private Optional<Integer> precedence(String path, JsonNode node) {
		if (this.strictness == Strictness.STRICT && !node.isInt() && !JsonField.absent(node)) {
			this.problems.add(path, node, "rules.precedence");
		}
		return node.isInt() ? Optional.of(node.intValue()) : Optional.empty();
	}

	private Optional<Decision> decision(String path, JsonNode node) {
		Optional<Decision> decision = decision(node);
		if (decision.isEmpty()) {
			this.problems.add(path, node, "rules.decision");
		}
		return decision;
	}

	private static Optional<Decision> decision(JsonNode node) {
		try {
			return node.isString() ? Optional.of(Decision.of(node.stringValue())) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private List<Selector> selectors(String path, JsonNode array) {
		if (array.isMissingNode() || array.isNull()) {
			return List.of();
		}
		if (!array.isArray()) {
			this.problems.add(path, array, "rules.selectors-list");
			return List.of();
		}
		if (this.strictness == Strictness.STRICT && array.size() > PolicyLimits.MOST_SELECTORS) {
			this.problems.add(path, Integer.toString(array.size()), "rules.selectors-too-many",
					PolicyLimits.MOST_SELECTORS);
			return List.of();
		}
		List<Selector> selectors = new ArrayList<>();
		for (int i = 0; i < array.size(); i++) {
			selector(path + "[" + i + "]", array.get(i)).ifPresent(selectors::add);
		}
		return selectors;
	}

	private Optional<Selector> selector(String path, JsonNode rule) {
		if (!rule.isObject() || rule.isEmpty()) {
			this.problems.add(path, rule, "rules.selector-object");
			return Optional.empty();
		}
		List<? extends SelectorKind<?>> kinds = SelectorKinds.in(rule);
		if (this.strictness == Strictness.STRICT && kinds.size() > 1) {
			this.problems.add(path, rule, "rules.selector-ambiguous");
			return Optional.empty();
		}
		if (kinds.isEmpty() || rule.size() > 1) {
			return Optional.of(kept(path, rule));
		}
		SelectorKind<?> kind = kinds.getFirst();
		Optional<Selector> read = kind.read(rule);
		if (read.filter(Selector.Other.class::isInstance).isPresent()) {
			return Optional.of(kept(path, rule));
		}
		if (read.isEmpty() && this.strictness == Strictness.LENIENT) {
			return Optional.of(new Selector.Other(rule));
		}
		if (read.isEmpty()) {
			kind.explain(rule, path, this.problems);
		}
		return read;
	}

	private Selector kept(String path, JsonNode rule) {
		if (this.strictness == Strictness.STRICT) {
			this.unknownFields.checkSelector(path, rule);
		}
		return new Selector.Other(rule);
	}

	private static ObjectNode more(ObjectNode policy) {
		ObjectNode more = policy.deepCopy();
		more.remove(INTERPRETED);
		more.remove(SET_BY_CLOUDFLARE);
		if (!more.path("reusable").asBoolean(false)) {
			more.remove("reusable");
		}
		return more;
	}

	/**
	 * How to read a known selector with an invalid value: {@code STRICT} reports it,
	 * {@code LENIENT} keeps it as {@link Selector.Other}.
	 */
	enum Strictness {

		STRICT, LENIENT

	}

	/** A policy with its precedence, if it has one. */
	private record Ranked(Policy policy, Optional<Integer> precedence) {
	}

}
