package dev.postern.ui.errors;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.postern.identity.http.ApiAddress;
import dev.postern.identity.http.SecurityHeaders;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.MediaType;

/**
 * Answers requests that the servlet container rejects before they reach the application:
 * with a page in the portal's look, or with problem+json where the address is known to be
 * one of the API. The answer does not name the container.
 */
final class ContainerErrorValve extends ErrorReportValve {

	private static final Logger log = LoggerFactory.getLogger(ContainerErrorValve.class);

	private final ContainerErrorRenderer renderer;

	private final String contextPath;

	ContainerErrorValve(ContainerErrorRenderer renderer, String contextPath) {
		this.renderer = renderer;
		this.contextPath = contextPath;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable thrown) {
		AtomicBoolean open = new AtomicBoolean(false);
		if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
		if (!open.get()) {
			return;
		}
		if (thrown != null && response.getStatus() >= 500) {
			log.error("Could not do a request status={}", response.getStatus(), thrown);
		}
		try {
			write(request, response);
		}
		catch (IOException ex) {
			log.debug("Nobody waited for the answer", ex);
		}
	}

	private void write(Request request, Response response) throws IOException {
		RequestError requestError = new RequestError(RequestErrorFactory.statusOf(response.getStatus()));
		boolean program = isForPrograms(Objects.toString(request.getRequestURI(), ""));
		response.setContentType(program ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.TEXT_HTML_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setHeader("Content-Security-Policy", program ? "default-src 'none'"
				: "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'");
		SecurityHeaders.of(request).forEach(response::setHeader);
		Writer writer = response.getReporter();
		if (writer != null) {
			writer
				.write(program ? this.renderer.json(requestError) : this.renderer.page(requestError, this.contextPath));
			response.finishResponse();
		}
	}

	private boolean isForPrograms(String uri) {
		return uri.startsWith(this.contextPath) && ApiAddress.covers(uri.substring(this.contextPath.length()));
	}

}
