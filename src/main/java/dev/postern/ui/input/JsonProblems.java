package dev.postern.ui.input;

import java.util.ArrayList;
import java.util.List;

import dev.postern.kernel.FieldProblem;
import tools.jackson.databind.JsonNode;

/**
 * Finds what of a document could not be kept as it was sent, as much of it as somebody is
 * told. The work is bounded by the size of the document, since paths are.
 */
final class JsonProblems {

	static final int MOST = 100;

	private static final int LONGEST_PATH = 200;

	private final List<FieldProblem> found = new ArrayList<>();

	private final StringBuilder path = new StringBuilder();

	private JsonProblems() {
	}

	static List<FieldProblem> of(JsonNode document) {
		JsonProblems problems = new JsonProblems();
		problems.check(document);
		return problems.found;
	}

	private void check(JsonNode node) {
		if (node.isString() && ParameterChecks.containsNul(node.stringValue())) {
			add(ParameterChecks.withVisibleNul(node.stringValue()), "ui.value.not-text");
		}
		if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
			add(node.asString(), "ui.json.number");
		}
		for (int i = 0; node.isArray() && i < node.size() && !isFull(); i++) {
			int end = enter("[" + i + "]");
			check(node.get(i));
			this.path.setLength(end);
		}
		node.properties().stream().takeWhile((field) -> !isFull()).forEach((field) -> {
			String name = ParameterChecks.withVisibleNul(field.getKey());
			int end = enter(this.path.isEmpty() ? name : "." + name);
			if (ParameterChecks.containsNul(field.getKey())) {
				add(name, "ui.value.not-text");
			}
			check(field.getValue());
			this.path.setLength(end);
		});
	}

	private boolean isFull() {
		return this.found.size() == MOST;
	}

	/**
	 * Goes on to something within, of which no more is remembered than is told.
	 * @return where the path has to end again afterwards
	 */
	private int enter(String step) {
		int end = this.path.length();
		this.path.append(step, 0, Math.min(step.length(), LONGEST_PATH + 1 - end));
		return end;
	}

	private void add(String value, String code) {
		if (!isFull()) {
			String told = (this.path.length() <= LONGEST_PATH) ? this.path.toString()
					: this.path.substring(0, LONGEST_PATH - 1) + "…";
			this.found.add(FieldProblem.of(told, value, code));
		}
	}

}
