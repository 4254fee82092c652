package dev.postern.kernel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Input that cannot be taken; nothing was changed (I15). Carries every problem found, not
 * just the first.
 */
public class InvalidInput extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int MOST_NAMED = 10;

	private static final int LONGEST_NAME = 200;

	private final transient List<FieldProblem> problems;

	public InvalidInput(List<FieldProblem> problems) {
		super(summary(problems));
		this.problems = List.copyOf(problems);
	}

	public static InvalidInput of(String field, String value, String code, Object... args) {
		return new InvalidInput(List.of(FieldProblem.of(field, value, code, args)));
	}

	public List<FieldProblem> problems() {
		return this.problems;
	}

	/** For logs: what is wrong with which field, and nothing of what was entered. */
	private static String summary(List<FieldProblem> problems) {
		String named = problems.stream().limit(MOST_NAMED).map(InvalidInput::summary).collect(Collectors.joining(", "));
		int more = problems.size() - MOST_NAMED;
		return (more > 0) ? "%s and %d more".formatted(named, more) : named;
	}

	private static String summary(FieldProblem problem) {
		String field = problem.field();
		return field.substring(0, Math.min(field.length(), LONGEST_NAME)) + ": " + problem.code();
	}

}
