package dev.postern.identity.web;

import java.util.Optional;
import java.util.Set;

import dev.postern.identity.Audience;
import dev.postern.identity.Person;
import dev.postern.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Lets a request reach an endpoint only when the endpoint names the caller among those
 * who may use it (I11). Files of the user interface are for anybody; any other kind of
 * handler names nobody and is refused.
 */
class EndpointGuard implements HandlerInterceptor {

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof ResourceHttpRequestHandler) {
			return true;
		}
		Audience audience = audienceOf(handler)
			.orElseThrow(() -> new AccessDeniedException("the endpoint names nobody who may use it"));
		Optional<Person> caller = SignedIn.now();
		if (!audience.admits(caller)) {
			throw caller.isPresent() ? new AccessDeniedException("only for " + audience)
					: new InsufficientAuthenticationException("only for " + audience);
		}
		if (SecurityContextHolder.getContext().getAuthentication() instanceof BearerAuthentication bearer
				&& !bearer.coversWriting() && !READING.contains(request.getMethod())) {
			throw new AccessDeniedException("the token is for reading only");
		}
		return true;
	}

	private static Optional<Audience> audienceOf(Object handler) {
		return (handler instanceof HandlerMethod endpoint) ? Audience.of(endpoint) : Optional.empty();
	}

}
