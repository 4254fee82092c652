package dev.postern.identity.web.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.postern.identity.web.guard.ClientLimits.Attempt;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down who tries many sign-ins or many tokens, before that costs a session, a query
 * or a question to the identity provider.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class ClientLimitFilter extends OncePerRequestFilter {

	private final ClientLimits limits;

	ClientLimitFilter(ClientLimits limits) {
		this.limits = limits;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<Attempt> attempt = attempt(request.getServletPath());
		Optional<Duration> wait = attempt.flatMap((kind) -> this.limits.wait(kind, request.getRemoteAddr()));
		if (wait.isPresent()) {
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.get().toSeconds() + 1));
			response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
			return;
		}
		chain.doFilter(request, response);
		attempt.filter((kind) -> kind == Attempt.SIGN_IN || response.getStatus() == HttpStatus.UNAUTHORIZED.value())
			.ifPresent((kind) -> this.limits.count(kind, request.getRemoteAddr()));
	}

	private static Optional<Attempt> attempt(String path) {
		if (path.startsWith("/oauth2/authorization/") || path.startsWith("/login/oauth2/")) {
			return Optional.of(Attempt.SIGN_IN);
		}
		return path.startsWith("/api/") ? Optional.of(Attempt.REFUSED_TOKEN) : Optional.empty();
	}

}
