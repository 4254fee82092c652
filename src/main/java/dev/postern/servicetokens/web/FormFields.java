package dev.postern.servicetokens.web;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;

/** Puts problems at the fields of the forms, which have names of their own. */
final class FormFields {

	private FormFields() {
	}

	static InvalidInput placed(InvalidInput input) {
		return new InvalidInput(input.problems().stream().map(FormFields::placed).toList());
	}

	private static FieldProblem placed(FieldProblem problem) {
		String field = switch (problem.field()) {
			case "duration" -> "days";
			case "previousSecretExpiresAt" -> "hours";
			default -> problem.field();
		};
		return new FieldProblem(field, problem.value(), problem.code(), problem.args());
	}

}
