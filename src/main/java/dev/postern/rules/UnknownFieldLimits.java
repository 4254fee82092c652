package dev.postern.rules;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Limits number, size, depth and content of unknown fields and selectors, which are kept
 * uninterpreted, so that they can be stored, shown and sent. An instance checks one list
 * of policies.
 */
final class UnknownFieldLimits {

	static final int MOST_SELECTORS = 20;

	static final int MOST_FIELDS = 20;

	static final int DEEPEST = 20;

	static final int LONGEST = 2_000;

	/** The largest decimal exponent, as of a {@code double}. */
	private static final int LARGEST_MAGNITUDE = 308;

	private final FieldProblems problems;

	private int selectors;

	UnknownFieldLimits(FieldProblems problems) {
		this.problems = problems;
	}

	void checkSelector(String path, JsonNode rule) {
		this.selectors++;
		bounded(path, rule, 0);
	}

	/**
	 * Checks the unknown fields of a policy, except those that already have a problem.
	 */
	void checkFields(String path, JsonNode more) {
		if (more.size() > MOST_FIELDS) {
			this.problems.add(path, Integer.toString(more.size()), "rules.unread-fields", MOST_FIELDS);
			return;
		}
		for (Map.Entry<String, JsonNode> field : more.properties()) {
			String below = path + "." + FieldProblems.shown(field.getKey());
			if (!this.problems.isAbout(below)) {
				int length = field.getKey().length();
				if (length <= LONGEST && !isLegible(field.getKey())) {
					this.problems.add(below, field.getKey(), "rules.unread-text");
				}
				bounded(below, field.getValue(), length);
			}
		}
	}

	/** Adds a problem if too many unknown selectors were checked. */
	void checkCount() {
		if (this.selectors > MOST_SELECTORS) {
			this.problems.add("", Integer.toString(this.selectors), "rules.unread-many", MOST_SELECTORS);
		}
	}

	private void bounded(String path, JsonNode node, int before) {
		if (isDeeper(node, DEEPEST)) {
			this.problems.add(path, "…", "rules.unread-depth", DEEPEST);
			return;
		}
		String text = node.toString();
		if (before + text.length() > LONGEST) {
			this.problems.add(path, text, "rules.unread-size", LONGEST, before + text.length());
			return;
		}
		legible(path, node);
	}

	private static boolean isDeeper(JsonNode node, int most) {
		return node.isContainer() && (most == 0 || node.valueStream().anyMatch((value) -> isDeeper(value, most - 1)));
	}

	private void legible(String path, JsonNode node) {
		if (node.isString() && !isLegible(node.stringValue())) {
			this.problems.add(path, node, "rules.unread-text");
		}
		if (node.isFloatingPointNumber() && !isUsual(node)) {
			this.problems.add(path, node.asString(), "rules.unread-number");
		}
		for (int i = 0; i < node.size() && node.isArray(); i++) {
			legible(path + "[" + i + "]", node.get(i));
		}
		node.properties().forEach((field) -> {
			String below = path + "." + FieldProblems.shown(field.getKey());
			if (!isLegible(field.getKey())) {
				this.problems.add(below, field.getKey(), "rules.unread-text");
			}
			legible(below, field.getValue());
		});
	}

	private static boolean isLegible(String text) {
		return text.codePoints().noneMatch((c) -> c == 0 || Character.getType(c) == Character.SURROGATE);
	}

	private static boolean isUsual(JsonNode number) {
		if (!number.isBigDecimal()) {
			return Double.isFinite(number.doubleValue());
		}
		long magnitude = (long) number.decimalValue().precision() - number.decimalValue().scale();
		return Math.abs(magnitude) <= LARGEST_MAGNITUDE;
	}

}
