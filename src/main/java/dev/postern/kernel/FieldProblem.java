package dev.postern.kernel;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is wrong with one value that somebody entered.
 *
 * @param field the path of the field as forms and JSON name it, for example
 * {@code policies[0].include[2]}
 * @param value what was entered
 * @param code key of the text in {@code messages.properties}, which says what would be
 * right; the text sees the value as {@code {0}} and the arguments from {@code {1}} on
 */
public record FieldProblem(String field, String value, String code, List<Object> args) {

	public FieldProblem {
		args = List.copyOf(args);
	}

	public static FieldProblem of(String field, String value, String code, Object... args) {
		return new FieldProblem(field, value, code, List.of(args));
	}

	/** What the text of the problem takes: the value, then the arguments. */
	public Object[] textArgs() {
		return Stream.concat(Stream.of(this.value), this.args.stream()).toArray();
	}

	/** The same problem, seen from an object that holds this one's field or list. */
	public FieldProblem under(String parent) {
		String joint = (this.field.isEmpty() || this.field.startsWith("[")) ? "" : ".";
		return new FieldProblem(parent + joint + this.field, this.value, this.code, this.args);
	}

}
