package dev.postern.identity.web.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.postern.identity.web.api.KnownTokens;
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
 * or a question to the identity provider. A request pays when it comes and gets back what
 * it paid when it was none of those that count, so that many at once are no way around.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class ClientLimitFilter extends OncePerRequestFilter {

	private final ClientLimits limits;

	private final KnownTokens tokens;

	ClientLimitFilter(ClientLimits limits, KnownTokens tokens) {
		this.limits = limits;
		this.tokens = tokens;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<Attempt> attempt = Attempt.of(request);
		if (attempt.isEmpty()) {
			chain.doFilter(request, response);
		}
		else if (attempt.get().isSmuggled(request)) {
			response.sendError(HttpStatus.FORBIDDEN.value());
		}
		else if (showsKnownToken(attempt.get(), request)) {
			letKnownTokenPass(request, response, chain);
		}
		else {
			letPassOrWait(attempt.get(), request, response, chain);
		}
	}

	private void letPassOrWait(Attempt attempt, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		String address = request.getRemoteAddr();
		Optional<Duration> wait = this.limits.take(attempt, address);
		if (wait.isPresent()) {
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.get().toSeconds() + 1));
			response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
			return;
		}
		boolean done = false;
		try {
			chain.doFilter(request, response);
			done = !attempt.counts(response);
		}
		finally {
			if (done || showsKnownToken(attempt, request)) {
				this.limits.giveBack(attempt, address);
			}
		}
	}

	private void letKnownTokenPass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		finally {
			if (!showsKnownToken(Attempt.TOKEN, request)) {
				this.limits.take(Attempt.TOKEN, request.getRemoteAddr());
			}
		}
	}

	private boolean showsKnownToken(Attempt attempt, HttpServletRequest request) {
		return attempt == Attempt.TOKEN && this.tokens.isShownIn(request.getHeader(HttpHeaders.AUTHORIZATION));
	}

}
