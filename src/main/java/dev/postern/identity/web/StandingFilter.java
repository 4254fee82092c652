package dev.postern.identity.web;

import java.io.IOException;
import java.util.Optional;

import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session at the next request when its person was locked, or when the settings
 * give other roles by now.
 */
class StandingFilter extends OncePerRequestFilter {

	private final People people;

	StandingFilter(People people) {
		this.people = people;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<Person> caller = SignedIn.now();
		if (caller.isPresent() && !this.people.mayStay(caller.get())) {
			HttpSession session = request.getSession(false);
			if (session != null) {
				session.invalidate();
			}
			SecurityContextHolder.clearContext();
			response.sendRedirect(request.getContextPath() + LoginController.PATH + "?refused=ended");
			return;
		}
		chain.doFilter(request, response);
	}

}
