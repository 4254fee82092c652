package dev.postern.identity.web;

import java.io.IOException;
import java.util.Objects;

import dev.postern.identity.traces.RefusalCounts;
import dev.postern.kernel.EmailAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Takes people back to the sign-in page, which says why it did not work. */
class LoginFailureHandler implements AuthenticationFailureHandler {

	private static final Logger log = LoggerFactory.getLogger(LoginFailureHandler.class);

	private final RefusalCounts refusals;

	LoginFailureHandler(RefusalCounts refusals) {
		this.refusals = refusals;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException failure) throws IOException {
		String reason = (failure instanceof SignInRefused refused) ? refused.reason().code() : "failed";
		log.warn("Refused a sign-in reason={} said={}", reason, onOneLine(failure.getMessage()));
		EmailAddress person = (failure instanceof SignInRefused refused) ? refused.person() : null;
		this.refusals.note("sign-in.refused", reason, (person != null) ? person.value() : null);
		response.sendRedirect(request.getContextPath() + LoginController.PATH + "?refused=" + reason);
	}

	/**
	 * Whoever came back chose the text, so that it must not look like a line of the log.
	 */
	private static String onOneLine(@Nullable String text) {
		return Objects.toString(text, "").replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ");
	}

}
