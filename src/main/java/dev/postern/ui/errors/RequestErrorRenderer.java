package dev.postern.ui.errors;

import java.net.URI;
import java.util.Locale;

import dev.postern.identity.http.ApiAddress;
import dev.postern.ui.PartialPageRequests;
import dev.postern.ui.RequestId;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * Renders an error as a page, as a part of a page for htmx, or as problem+json (RFC
 * 9457).
 */
@Component
class RequestErrorRenderer {

	private final MessageSource messages;

	RequestErrorRenderer(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * Renders an error in the form that fits the address of the request.
	 * @param path the address without the context path
	 */
	Object render(RequestError requestError, String path, HttpServletRequest request) {
		return ApiAddress.covers(path) ? problem(requestError, path, request.getLocale()) : page(requestError, request);
	}

	private static ModelAndView page(RequestError requestError, HttpServletRequest request) {
		boolean panel = request.getHeader(PartialPageRequests.HEADER) != null;
		ModelAndView page = new ModelAndView(panel ? "ui/error :: error-body" : "ui/error", requestError.status());
		page.addObject("requestError", requestError);
		return page;
	}

	private ResponseEntity<ProblemDetail> problem(RequestError requestError, String path, Locale locale) {
		ProblemDetail problem = ProblemDetail.forStatus(requestError.status());
		problem.setTitle(text(requestError, "title", locale));
		problem.setDetail((requestError.what() != null) ? requestError.what() : text(requestError, "what", locale));
		problem.setInstance(URI.create(path));
		problem.setProperty("request", RequestId.current());
		if (!requestError.fields().isEmpty()) {
			problem.setProperty("errors", requestError.fields());
		}
		return ResponseEntity.status(requestError.status())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(problem);
	}

	private String text(RequestError requestError, String part, Locale locale) {
		return this.messages.getMessage("ui.error.%s.%s".formatted(requestError.code(), part), null, locale);
	}

}
