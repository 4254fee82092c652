package dev.postern.ui.errors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Turns an exception of a handler into an answer; Spring Security answers those that
 * refuse access.
 */
@ControllerAdvice
class RequestErrorAdvice {

	private final RequestErrorFactory errors;

	private final RequestErrorRenderer renderer;

	RequestErrorAdvice(RequestErrorFactory errors, RequestErrorRenderer renderer) {
		this.errors = errors;
		this.renderer = renderer;
	}

	@ExceptionHandler(Exception.class)
	@Nullable Object answer(Exception thrown, HttpServletRequest request) throws Exception {
		if (DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
			return null;
		}
		if (thrown instanceof AccessDeniedException || thrown instanceof AuthenticationException) {
			throw thrown;
		}
		String path = request.getRequestURI().substring(request.getContextPath().length());
		return this.renderer.render(this.errors.of(thrown, request.getLocale()), path, request);
	}

}
