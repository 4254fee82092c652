package dev.postern.ui;

import java.io.IOException;
import java.util.Set;

import dev.postern.kernel.tables.PageReads;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A request that changes nothing reads nothing twice. */
@Component
class PageReadsFilter extends OncePerRequestFilter {

	private static final Set<String> READING = Set.of("GET", "HEAD");

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !READING.contains(request.getMethod());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			PageReads.<Exception>onePage(() -> {
				chain.doFilter(request, response);
				return true;
			});
		}
		catch (ServletException | IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ServletException(ex);
		}
	}

}
