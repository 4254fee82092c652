package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong with entered policies. */
final class Problems {

	private final List<FieldProblem> found = new ArrayList<>();

	void add(String path, JsonNode value, String code, Object... args) {
		String entered = value.isString() ? value.stringValue() : value.isMissingNode() ? "" : value.toString();
		add(path, entered, code, args);
	}

	void add(String path, String value, String code, Object... args) {
		this.found.add(FieldProblem.of(path, value, code, args));
	}

	void throwIfAny() {
		if (!this.found.isEmpty()) {
			throw new InvalidInput(this.found);
		}
	}

}
