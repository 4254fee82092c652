package dev.postern.ui.errors;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.postern.identity.ForAnybody;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.LegibleRequestFilter;
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
@ForAnybody
class TroubleController implements ErrorController {

	/**
	 * The headers of every page, for requests that were refused before Spring Security
	 * set them.
	 */
	private static final Map<String, String> GUARDS = Map.of("Content-Security-Policy",
			"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
			"X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY", "Cache-Control", "no-store");

	private final Troubles troubles;

	private final TroubleRenderer renderer;

	TroubleController(Troubles troubles, TroubleRenderer renderer) {
		this.troubles = troubles;
		this.renderer = renderer;
	}

	@RequestMapping("${spring.web.error.path:/error}")
	Object answer(HttpServletRequest request, HttpServletResponse response) {
		GUARDS.forEach((name, value) -> {
			if (!response.containsHeader(name)) {
				response.setHeader(name, value);
			}
		});
		String uri = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), "/");
		return this.renderer.render(trouble(request), uri.substring(request.getContextPath().length()), request);
	}

	private Trouble trouble(HttpServletRequest request) {
		Optional<InvalidInput> refusal = LegibleRequestFilter.refusal(request);
		if (refusal.isPresent()) {
			return this.troubles.of(refusal.get(), request.getLocale());
		}
		Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
		if (thrown instanceof Throwable cause) {
			return this.troubles.of(cause, request.getLocale());
		}
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		return new Trouble(Troubles.status((status instanceof Integer code) ? code : 404));
	}

}
