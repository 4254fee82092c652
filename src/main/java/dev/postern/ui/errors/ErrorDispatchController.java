package dev.postern.ui.errors;

import java.util.Objects;
import java.util.Optional;

import dev.postern.identity.ForPublic;
import dev.postern.identity.http.SecurityHeaders;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.MalformedParameterFilter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Answers errors outside of handlers: in filters, in a template, in the servlet
 * container.
 */
@Controller
@ForPublic
class ErrorDispatchController implements ErrorController {

	private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
			+ "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	private final RequestErrorFactory errors;

	private final RequestErrorRenderer renderer;

	ErrorDispatchController(RequestErrorFactory errors, RequestErrorRenderer renderer) {
		this.errors = errors;
		this.renderer = renderer;
	}

	@RequestMapping("${spring.web.error.path:/error}")
	Object answer(HttpServletRequest request, HttpServletResponse response) {
		addMissing("Content-Security-Policy", CONTENT_POLICY, response);
		SecurityHeaders.of(request).forEach((name, value) -> addMissing(name, value, response));
		String uri = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), "/");
		return this.renderer.render(requestError(request), uri.substring(request.getContextPath().length()), request);
	}

	/** A request that was refused early never came to where they are set. */
	private static void addMissing(String name, String value, HttpServletResponse response) {
		if (!response.containsHeader(name)) {
			response.setHeader(name, value);
		}
	}

	private RequestError requestError(HttpServletRequest request) {
		Optional<InvalidInput> refusal = MalformedParameterFilter.refusal(request);
		if (refusal.isPresent()) {
			return this.errors.of(refusal.get(), request.getLocale());
		}
		Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
		if (thrown instanceof Throwable cause) {
			return this.errors.of(cause, request.getLocale());
		}
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		return this.errors.of((status instanceof Integer code) ? code : 404,
				Objects.toString(request.getAttribute(RequestDispatcher.ERROR_MESSAGE), ""), request.getLocale());
	}

}
