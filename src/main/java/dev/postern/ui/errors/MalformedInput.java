package dev.postern.ui.errors;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.kernel.FieldProblem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

import org.springframework.beans.TypeMismatchException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Says which value of a request could not be read, and what would be right (I15). */
final class MalformedInput {

	private static final String OTHER = "ui.value.other";

	private static final String BODY = "body";

	private MalformedInput() {
	}

	/**
	 * A parameter, a part of the path or a field of a form that has not the right type.
	 */
	static FieldProblem value(String field, TypeMismatchException thrown) {
		Object value = thrown.getValue();
		Class<?> wanted = thrown.getRequiredType();
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConversionFailedException failed) {
				value = failed.getValue();
				wanted = failed.getTargetType().getType();
			}
		}
		return value(field, shown(value), wanted);
	}

	private static FieldProblem value(String field, String value, @Nullable Class<?> wanted) {
		if (wanted != null && wanted.isEnum()) {
			String choices = Arrays.stream(wanted.getEnumConstants())
				.map(String::valueOf)
				.collect(Collectors.joining(", "));
			return FieldProblem.of(field, value, "ui.value.choice", choices);
		}
		return FieldProblem.of(field, value, code(wanted));
	}

	private static String code(@Nullable Class<?> wanted) {
		if (wanted == null) {
			return OTHER;
		}
		if (isId(wanted)) {
			return "ui.value.id";
		}
		return (wanted == int.class || wanted == long.class || Number.class.isAssignableFrom(wanted))
				? "ui.value.number" : OTHER;
	}

	private static boolean isId(Class<?> type) {
		return type == UUID.class || (type.isRecord() && type.getRecordComponents().length == 1
				&& type.getRecordComponents()[0].getType() == UUID.class);
	}

	private static String shown(@Nullable Object value) {
		return (value instanceof Object[] several)
				? Arrays.stream(several).map(String::valueOf).collect(Collectors.joining(", "))
				: Objects.toString(value, "");
	}

	/** A body that is missing, no JSON, or JSON of another shape. */
	static FieldProblem body(HttpMessageNotReadableException thrown) {
		return switch (thrown.getCause()) {
			case StreamConstraintsException tooMuch -> FieldProblem.of(field(tooMuch), "", "ui.json.limit");
			case StreamReadException unreadable -> malformedJson(unreadable);
			case DatabindException other -> FieldProblem.of(field(other), "", OTHER);
			case null, default -> FieldProblem.of(BODY, "", "ui.value.missing");
		};
	}

	private static FieldProblem malformedJson(StreamReadException thrown) {
		String field = field(thrown);
		if (thrown.getOriginalMessage().startsWith("Duplicate")) {
			return FieldProblem.of(field, field.substring(field.lastIndexOf('.') + 1), "ui.json.duplicate");
		}
		return FieldProblem.of(field, "", "ui.json.malformed", thrown.getLocation().getLineNr(),
				thrown.getLocation().getColumnNr());
	}

	private static String field(JacksonException thrown) {
		String path = Optional.ofNullable(thrown.processor())
			.filter(JsonParser.class::isInstance)
			.map((parser) -> ((JsonParser) parser).streamReadContext().pathAsPointer().toString())
			.orElse("");
		String field = path.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
		return field.isEmpty() ? BODY : field;
	}

}
