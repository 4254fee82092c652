package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong with entered policies. */
final class FieldProblems {

	private static final int LONGEST_SHOWN = 300;

	private final List<FieldProblem> found = new ArrayList<>();

	void add(String path, JsonNode value, String code, Object... args) {
		String entered = value.isString() ? value.stringValue() : value.isMissingNode() ? "" : value.toString();
		add(path, entered, code, args);
	}

	/** Notes a wrong text; names the invisible character if the text holds one. */
	void addText(String path, JsonNode value, String code, Object... args) {
		Optional<String> hidden = value.isString() ? PlainText.hidden(value.stringValue()) : Optional.empty();
		hidden.ifPresentOrElse((character) -> add(path, value, "rules.hidden", character),
				() -> add(path, value, code, args));
	}

	void add(String path, String value, String code, Object... args) {
		this.found.add(FieldProblem.of(path, shown(value), code, args));
	}

	/** Whether something is wrong with the field or what it holds. */
	boolean isAbout(String path) {
		return this.found.stream().map(FieldProblem::field).anyMatch((field) -> field.startsWith(path));
	}

	/** Shortens a text for a message and replaces NUL characters. */
	static String shown(String text) {
		String legible = text.replace('\0', '\uFFFD');
		return (legible.length() <= LONGEST_SHOWN) ? legible : legible.substring(0, LONGEST_SHOWN) + "…";
	}

	void throwIfAny() {
		if (!this.found.isEmpty()) {
			throw new InvalidInput(this.found);
		}
	}

}
