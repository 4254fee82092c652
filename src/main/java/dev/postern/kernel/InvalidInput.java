package dev.postern.kernel;

import java.util.List;

/**
 * Input that cannot be taken; nothing was changed (I15). Carries every problem found, not
 * just the first.
 */
public class InvalidInput extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<FieldProblem> problems;

	public InvalidInput(List<FieldProblem> problems) {
		super(String.valueOf(problems));
		this.problems = List.copyOf(problems);
	}

	public static InvalidInput of(String field, String value, String code, Object... args) {
		return new InvalidInput(List.of(FieldProblem.of(field, value, code, args)));
	}

	public List<FieldProblem> problems() {
		return this.problems;
	}

}
