package dev.postern.servicetokens.web;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;

/** Puts problems at the fields of the forms, which have names of their own. */
final class TokenFormFields {

	private TokenFormFields() {
	}

	static InvalidInput atFields(InvalidInput input) {
		return new InvalidInput(input.problems().stream().map(TokenFormFields::atFields).toList());
	}

	private static FieldProblem atFields(FieldProblem problem) {
		String field = switch (problem.field()) {
			case "duration" -> "days";
			case "previousSecretExpiresAt" -> "hours";
			default -> problem.field();
		};
		return new FieldProblem(field, problem.value(), problem.code(), problem.args());
	}

}
