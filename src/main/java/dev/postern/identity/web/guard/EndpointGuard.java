package dev.postern.identity.web.guard;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

import dev.postern.identity.Audience;
import dev.postern.identity.EndpointAudience;
import dev.postern.identity.ForSshConfigTokens;
import dev.postern.identity.Person;
import dev.postern.identity.PersonPrincipal;
import dev.postern.identity.sessions.SessionEnd;
import dev.postern.identity.sessions.Sessions;
import dev.postern.identity.tokens.OutOfScope;
import dev.postern.identity.tokens.TokenScope;
import dev.postern.identity.web.LoginEntryPoint;
import dev.postern.identity.web.api.BearerAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Lets a request reach an endpoint only when the endpoint names the caller among those
 * who may use it (I11), and ends a session that may not go on. Files of the user
 * interface are for anybody; any other kind of handler names nobody and is refused.
 */
class EndpointGuard implements HandlerInterceptor {

	private static final Set<String> READ_METHODS = Set.of("GET", "HEAD", "OPTIONS");

	/** Says of a request that its session may go on, to the panels of its page. */
	private static final String SESSION_GOES_ON = EndpointGuard.class.getName() + ".sessionGoesOn";

	private final ObjectProvider<Sessions> sessions;

	EndpointGuard(ObjectProvider<Sessions> sessions) {
		this.sessions = sessions;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		if (handler instanceof ResourceHttpRequestHandler) {
			return true;
		}
		Audience audience = audienceOf(handler)
			.orElseThrow(() -> new AccessDeniedException("the endpoint names nobody who may use it"));
		Optional<SessionEnd> end = (audience != Audience.PUBLIC) ? endOfSession(request) : Optional.empty();
		if (end.isPresent()) {
			endSession(request, response, end.get());
			return false;
		}
		Optional<Person> caller = PersonPrincipal.currentPerson();
		if (!audience.admits(caller)) {
			throw caller.isPresent() ? new AccessDeniedException("only for " + audience)
					: new InsufficientAuthenticationException("only for " + audience);
		}
		if (audience != Audience.PUBLIC) {
			bearer().ifPresent((shown) -> checkScope(shown.scope(), request, handler));
		}
		return true;
	}

	private static void checkScope(TokenScope scope, HttpServletRequest request, Object handler) {
		boolean reading = READ_METHODS.contains(request.getMethod());
		switch (scope) {
			case READ -> {
				if (!reading) {
					throw new OutOfScope("identity.token.only-reads");
				}
			}
			case SSH_CONFIG -> {
				if (!reading || !isForSshConfigTokens(handler)) {
					throw new OutOfScope("identity.token.only-ssh-config");
				}
			}
			case WRITE -> {
			}
		}
	}

	private static boolean isForSshConfigTokens(Object handler) {
		return handler instanceof HandlerMethod endpoint && endpoint.hasMethodAnnotation(ForSshConfigTokens.class);
	}

	private static Optional<Audience> audienceOf(Object handler) {
		return (handler instanceof HandlerMethod endpoint) ? EndpointAudience.of(endpoint) : Optional.empty();
	}

	/** A bearer token was checked with this very request; a session may be hours old. */
	private Optional<SessionEnd> endOfSession(HttpServletRequest request) {
		if (bearer().isPresent() || request.getAttribute(SESSION_GOES_ON) != null) {
			return Optional.empty();
		}
		Optional<SessionEnd> end = PersonPrincipal.current()
			.flatMap((principal) -> this.sessions.getObject().endOf(principal));
		if (end.isEmpty()) {
			request.setAttribute(SESSION_GOES_ON, true);
		}
		return end;
	}

	private static void endSession(HttpServletRequest request, HttpServletResponse response, SessionEnd end)
			throws IOException {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.invalidate();
		}
		SecurityContextHolder.clearContext();
		LoginEntryPoint.redirectToLogin(request, response, "?refused=" + end.code());
	}

	private static Optional<BearerAuthentication> bearer() {
		return (SecurityContextHolder.getContext().getAuthentication() instanceof BearerAuthentication bearer)
				? Optional.of(bearer) : Optional.empty();
	}

}
