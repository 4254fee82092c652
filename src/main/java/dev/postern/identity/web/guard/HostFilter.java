package dev.postern.identity.web.guard;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests for names that are not the portal's, which would stand in its links
 * and in ssh configs. Load balancers ask for its health by address.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class HostFilter extends OncePerRequestFilter {

	private static final Set<String> HEALTH = Set.of("/livez", "/readyz");

	private final Set<String> hosts;

	HostFilter(WebProperties properties) {
		this.hosts = Set.copyOf(properties.hosts());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.hosts.isEmpty() || this.hosts.contains(request.getServerName().toLowerCase(Locale.ROOT))
				|| HEALTH.contains(request.getServletPath())) {
			chain.doFilter(request, response);
		}
		else {
			response.sendError(HttpStatus.MISDIRECTED_REQUEST.value());
		}
	}

}
