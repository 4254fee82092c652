package dev.postern.ui.errors;

import java.net.URI;
import java.util.Locale;

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
class TroubleRenderer {

	private final MessageSource messages;

	TroubleRenderer(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * Renders an error in the form that fits the address of the request.
	 * @param path the address without the context path
	 */
	Object render(Trouble trouble, String path, HttpServletRequest request) {
		return path.startsWith("/api/") ? problem(trouble, path, request.getLocale()) : page(trouble, request);
	}

	private static ModelAndView page(Trouble trouble, HttpServletRequest request) {
		boolean panel = request.getHeader("HX-Request") != null;
		ModelAndView page = new ModelAndView(panel ? "ui/error :: error-body" : "ui/error", trouble.status());
		page.addObject("trouble", trouble);
		return page;
	}

	private ResponseEntity<ProblemDetail> problem(Trouble trouble, String path, Locale locale) {
		ProblemDetail problem = ProblemDetail.forStatus(trouble.status());
		problem.setTitle(text(trouble, "title", locale));
		problem.setDetail((trouble.what() != null) ? trouble.what() : text(trouble, "what", locale));
		problem.setInstance(URI.create(path));
		problem.setProperty("request", RequestId.current());
		if (!trouble.fields().isEmpty()) {
			problem.setProperty("errors", trouble.fields());
		}
		return ResponseEntity.status(trouble.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

	private String text(Trouble trouble, String part, Locale locale) {
		return this.messages.getMessage("ui.error.%s.%s".formatted(trouble.code(), part), null, locale);
	}

}
