package dev.postern.identity.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hides session cookies whose value is no session id, which the database could not look
 * up.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class SessionCookieFilter extends OncePerRequestFilter {

	private static final Pattern SESSION_ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final String name;

	SessionCookieFilter(@Value("${server.servlet.session.cookie.name}") String name) {
		this.name = name;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Cookie[] cookies = request.getCookies();
		boolean plain = cookies == null || Arrays.stream(cookies).allMatch(this::isWellFormed);
		chain.doFilter(plain ? request : new WithoutMalformedCookies(request), response);
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	private boolean isWellFormed(Cookie cookie) {
		return !cookie.getName().equals(this.name) || SESSION_ID.matcher(decoded(cookie.getValue())).matches();
	}

	private static String decoded(String value) {
		try {
			return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	private final class WithoutMalformedCookies extends HttpServletRequestWrapper {

		private WithoutMalformedCookies(HttpServletRequest request) {
			super(request);
		}

		@Override
		public Cookie @Nullable [] getCookies() {
			Cookie[] cookies = super.getCookies();
			return (cookies != null)
					? Arrays.stream(cookies).filter(SessionCookieFilter.this::isWellFormed).toArray(Cookie[]::new)
					: null;
		}

	}

}
