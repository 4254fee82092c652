package dev.postern.ui.input;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
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
 * Refuses parameters that hold a NUL or are not UTF-8, and list indexes that no form has,
 * before anything reads them: neither the database nor a form could hold them (I15).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public class MalformedParameterFilter extends OncePerRequestFilter {

	private static final String REFUSED = MalformedParameterFilter.class.getName();

	/** Why this filter refused a request; empty when it did not. */
	public static Optional<InvalidInput> refusal(HttpServletRequest request) {
		return Optional.ofNullable((InvalidInput) request.getAttribute(REFUSED));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (refusal(request).isPresent()) {
			chain.doFilter(new ParameterlessRequest(request), response);
			return;
		}
		Optional<FieldProblem> problem = problem(request);
		if (problem.isPresent()) {
			request.setAttribute(REFUSED, new InvalidInput(problem.stream().toList()));
			if (!response.isCommitted()) {
				response.sendError(HttpStatus.UNPROCESSABLE_CONTENT.value());
			}
			return;
		}
		chain.doFilter(request, response);
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	private static Optional<FieldProblem> problem(HttpServletRequest request) {
		try {
			return request.getParameterMap()
				.entrySet()
				.stream()
				.flatMap((parameter) -> ParameterChecks.problems(parameter.getKey(), parameter.getValue()))
				.findFirst();
		}
		catch (IllegalStateException ex) {
			String query = Objects.requireNonNullElse(request.getQueryString(), "");
			return Stream.of(query.split("&"))
				.flatMap(ParameterChecks::undecodable)
				.findFirst()
				.or(() -> Optional.of(FieldProblem.of("body", "", "ui.value.not-text")));
		}
	}

}
