package dev.postern.ui.errors;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.stored.MalformedValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.InvalidPropertyException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Makes from an exception the error that the person or program is shown. */
@Component
class RequestErrorFactory {

	private static final Logger log = LoggerFactory.getLogger(RequestErrorFactory.class);

	/** What the database says when it cannot add to the audit, see its migrations. */
	private static final String AUDIT_TAMPERED = "PA001";

	/** Where the texts begin that filters may name. */
	private static final String TOLD_BY_FILTERS = "identity.token.";

	/** How keys of texts end that tell of a write which came too late. */
	private static final String LOST_RACE = ".stale";

	/** What a filter says of a form whose page is older than the session. */
	private static final String STALE_FORM = "stale-form";

	private final MessageSource messages;

	RequestErrorFactory(MessageSource messages) {
		this.messages = messages;
	}

	RequestError of(Throwable thrown, Locale locale) {
		RequestError requestError = switch (thrown) {
			case InvalidInput input -> invalid(input.problems().stream().map((problem) -> field(problem, locale)));
			case BindingResult binding ->
				invalid(binding.getFieldErrors().stream().map((error) -> field(error, locale)));
			case InvalidPropertyException field ->
				invalid(Stream.of(field(FieldProblem.of(field.getPropertyName(), "", "ui.value.other"), locale)));
			case MissingServletRequestParameterException missing ->
				badRequest(FieldProblem.of(missing.getParameterName(), "", "ui.value.missing"), locale);
			case ErrorResponse response -> new RequestError(statusOf(response.getStatusCode().value()));
			case MethodArgumentTypeMismatchException argument ->
				badRequest(MalformedInput.value(argument.getName(), argument), locale);
			case TypeMismatchException value ->
				badRequest(MalformedInput.value(Objects.toString(value.getPropertyName(), ""), value), locale);
			case HttpMessageNotReadableException body -> badRequest(MalformedInput.body(body), locale);
			case OptimisticLockingFailureException stale -> new RequestError(HttpStatus.CONFLICT);
			case DataAccessResourceFailureException gone -> new RequestError(HttpStatus.SERVICE_UNAVAILABLE);
			case CannotCreateTransactionException gone -> new RequestError(HttpStatus.SERVICE_UNAVAILABLE);
			case MalformedValue stored -> unavailable("ui.error.unreadable-row", locale);
			default -> other(thrown, locale);
		};
		if (requestError.status().is5xxServerError()) {
			log.error("Could not do a request status={}", requestError.status().value(), thrown);
		}
		return requestError;
	}

	private RequestError other(Throwable thrown, Locale locale) {
		boolean tampered = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
			.anyMatch((cause) -> cause instanceof SQLException failure && AUDIT_TAMPERED.equals(failure.getSQLState()));
		return tampered ? unavailable("ui.error.audit-tampered", locale) : annotated(thrown, locale);
	}

	private RequestError unavailable(String what, Locale locale) {
		return new RequestError(HttpStatus.SERVICE_UNAVAILABLE, this.messages.getMessage(what, null, locale),
				List.of());
	}

	private RequestError annotated(Throwable thrown, Locale locale) {
		ResponseStatus said = AnnotatedElementUtils.findMergedAnnotation(thrown.getClass(), ResponseStatus.class);
		if (said == null) {
			return new RequestError(HttpStatus.INTERNAL_SERVER_ERROR);
		}
		String what = said.reason().isEmpty() ? null
				: this.messages.getMessage(said.reason(), null, said.reason(), locale);
		return (what != null && said.code() == HttpStatus.CONFLICT && !said.reason().endsWith(LOST_RACE))
				? new RequestError(said.code(), what, List.of(), RequestError.NOT_NOW)
				: new RequestError(said.code(), what, List.of());
	}

	/**
	 * The error of a filter.
	 * @param said the key of the text that says what happened; any other text is not
	 * shown
	 */
	RequestError of(int code, String said, Locale locale) {
		HttpStatus status = statusOf(code);
		if (said.equals(STALE_FORM)) {
			return new RequestError(status, null, List.of(), RequestError.STALE_FORM);
		}
		if (!said.startsWith(TOLD_BY_FILTERS)) {
			return new RequestError(status);
		}
		String what = this.messages.getMessage(said, null, null, locale);
		return (status == HttpStatus.FORBIDDEN) ? new RequestError(status, what, List.of(), RequestError.OUT_OF_SCOPE)
				: new RequestError(status, what, List.of());
	}

	private RequestError badRequest(FieldProblem problem, Locale locale) {
		return new RequestError(HttpStatus.BAD_REQUEST, null, List.of(field(problem, locale)));
	}

	private static RequestError invalid(Stream<RequestError.RejectedValue> fields) {
		return new RequestError(HttpStatus.UNPROCESSABLE_CONTENT, null,
				fields.limit(RequestError.MOST_FIELDS).toList());
	}

	private RequestError.RejectedValue field(FieldProblem problem, Locale locale) {
		return new RequestError.RejectedValue(problem.field(), problem.value(),
				text(this.messages.getMessage(problem.code(), problem.textArgs(), problem.code(), locale)));
	}

	private RequestError.RejectedValue field(FieldError error, Locale locale) {
		if (error.contains(TypeMismatchException.class)) {
			return field(MalformedInput.value(error.getField(), error.unwrap(TypeMismatchException.class)), locale);
		}
		return new RequestError.RejectedValue(error.getField(), Objects.toString(error.getRejectedValue(), ""),
				this.messages.getMessage(error, locale));
	}

	private static String text(@Nullable String message) {
		return Objects.requireNonNullElse(message, "");
	}

	static HttpStatus statusOf(int code) {
		HttpStatus status = HttpStatus.resolve(code);
		return (status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR;
	}

}
