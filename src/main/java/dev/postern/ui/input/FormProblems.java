package dev.postern.ui.input;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;

import org.springframework.beans.NotReadablePropertyException;
import org.springframework.validation.BindingResult;

/** Puts what is wrong with an input at the fields of the form that sent it. */
public final class FormProblems {

	private FormProblems() {
	}

	/**
	 * Adds each problem at its field, or to the form as a whole when it has no such
	 * field.
	 */
	public static void add(BindingResult errors, InvalidInput input) {
		input.problems().forEach((problem) -> add(errors, problem));
	}

	private static void add(BindingResult errors, FieldProblem problem) {
		if (has(errors, problem.field())) {
			errors.rejectValue(problem.field(), problem.code(), problem.textArgs(), problem.code());
		}
		else {
			errors.reject(problem.code(), problem.textArgs(), problem.code());
		}
	}

	private static boolean has(BindingResult errors, String field) {
		try {
			errors.getFieldValue(field);
			return true;
		}
		catch (NotReadablePropertyException ex) {
			return false;
		}
	}

}
