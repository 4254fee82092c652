package dev.postern.identity.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends whoever must sign in to the sign-in page. */
public class LoginEntryPoint implements AuthenticationEntryPoint {

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		redirectToLogin(request, response, "");
	}

	/**
	 * Leads to the sign-in page; a panel that htmx asks for takes its whole page there.
	 */
	public static void redirectToLogin(HttpServletRequest request, HttpServletResponse response, String query)
			throws IOException {
		String login = request.getContextPath() + LoginController.PATH + query;
		if (request.getHeader("HX-Request") == null) {
			response.sendRedirect(login);
			return;
		}
		response.setHeader("HX-Redirect", login);
		response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
	}

}
