package dev.postern.identity.web;

import java.io.IOException;
import java.time.Duration;

import dev.postern.identity.sessions.SessionMarks;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Takes people to the page they wanted. Only from here on does a session last a working
 * day: one that a passer-by began is soon gone from the database.
 */
class LoginSuccessHandler extends SavedRequestAwareAuthenticationSuccessHandler {

	private final Duration maxIdle;

	LoginSuccessHandler(Duration maxIdle, RequestCache returnPaths) {
		this.maxIdle = maxIdle;
		setRequestCache(returnPaths);
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws ServletException, IOException {
		HttpSession session = request.getSession();
		session.setMaxInactiveInterval(Math.toIntExact(this.maxIdle.toSeconds()));
		if (authentication.getPrincipal() instanceof PortalUser user) {
			SessionMarks.set(session, user.person().id(), user);
		}
		super.onAuthenticationSuccess(request, response, authentication);
	}

}
