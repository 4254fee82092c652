package dev.postern.identity.web;

import java.io.IOException;

import dev.postern.identity.PersonPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Refuses a page. A form that was sent after its session had ended leads to the sign-in
 * page, for there is nothing wrong with it but its age.
 */
class PageAccessDeniedHandler implements AccessDeniedHandler {

	/** What the pages of errors know such a form by. */
	private static final String STALE_FORM = "stale-form";

	private final LoginEntryPoint login = new LoginEntryPoint();

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
			throws IOException {
		if (refused instanceof CsrfException && PersonPrincipal.currentPerson().isEmpty()) {
			this.login.commence(request, response,
					new InsufficientAuthenticationException("the session ended", refused));
			return;
		}
		response.sendError(HttpServletResponse.SC_FORBIDDEN, (refused instanceof CsrfException) ? STALE_FORM : "");
	}

}
