package dev.postern.ui.input;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses requests whose Content-Type says nothing of what was sent. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class ContentTypeFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (isConcrete(request.getContentType())) {
			chain.doFilter(request, response);
		}
		else {
			response.sendError(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
		}
	}

	private static boolean isConcrete(@Nullable String type) {
		try {
			return type == null || MediaType.parseMediaType(type).isConcrete();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
