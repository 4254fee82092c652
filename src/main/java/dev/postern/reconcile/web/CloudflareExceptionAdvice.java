package dev.postern.reconcile.web;

import java.net.URI;
import java.time.Duration;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.ui.ProblemView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers requests that could not be done because Cloudflare did not do its part, as a
 * page or as problem+json.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class CloudflareExceptionAdvice {

	private static final Logger log = LoggerFactory.getLogger(CloudflareExceptionAdvice.class);

	private static final long SOON_SECONDS = 30;

	private final CloudflareTexts texts;

	CloudflareExceptionAdvice(CloudflareTexts texts) {
		this.texts = texts;
	}

	@ExceptionHandler(CloudflareException.class)
	Object answer(CloudflareException thrown, HttpServletRequest request, HttpServletResponse response) {
		HttpStatus status = status(thrown);
		log.warn("Cloudflare did not do its part status={} said={}", status.value(), thrown.getMessage());
		if (status == HttpStatus.SERVICE_UNAVAILABLE) {
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter(thrown)));
		}
		String path = request.getRequestURI().substring(request.getContextPath().length());
		return path.startsWith("/api/") ? problem(thrown, status, path) : page(thrown, status);
	}

	private ModelAndView page(CloudflareException thrown, HttpStatus status) {
		ModelAndView page = new ModelAndView("reconcile/cloudflare", status);
		page.addObject("heading", this.texts.title(thrown));
		page.addObject("told", this.texts.of(thrown));
		return page;
	}

	private ResponseEntity<ProblemDetail> problem(CloudflareException thrown, HttpStatus status, String path) {
		ProblemView told = this.texts.of(thrown);
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, told.what());
		problem.setTitle(this.texts.title(thrown));
		problem.setInstance(URI.create(path));
		problem.setProperty("means", told.means());
		problem.setProperty("todo", told.todo());
		problem.setProperty("said", told.said());
		if (told.documentation() != null) {
			problem.setProperty("documentation", told.documentation());
		}
		problem.setProperty("request", MDC.get("request"));
		return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

	private static HttpStatus status(CloudflareException thrown) {
		return switch (thrown) {
			case CloudflareException.Throttled throttled -> HttpStatus.SERVICE_UNAVAILABLE;
			case CloudflareException.Unavailable unavailable -> HttpStatus.SERVICE_UNAVAILABLE;
			case CloudflareException.Missing missing -> HttpStatus.NOT_FOUND;
			case CloudflareException.Rejected rejected -> HttpStatus.BAD_GATEWAY;
			case CloudflareException.Unauthorized unauthorized -> HttpStatus.BAD_GATEWAY;
		};
	}

	private static long retryAfter(CloudflareException thrown) {
		return switch (thrown) {
			case CloudflareException.Throttled throttled -> Math.max(1, throttled.retryAfter().toSeconds());
			case CloudflareException.Unavailable unavailable ->
				unavailable.requestedPause().map(Duration::toSeconds).orElse(SOON_SECONDS);
			case CloudflareException.Missing missing -> SOON_SECONDS;
			case CloudflareException.Rejected rejected -> SOON_SECONDS;
			case CloudflareException.Unauthorized unauthorized -> SOON_SECONDS;
		};
	}

}
