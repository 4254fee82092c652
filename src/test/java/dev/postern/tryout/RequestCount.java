package dev.postern.tryout;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** How often the identity provider was asked, by whomever, before anybody answers. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestCount implements Filter {

	private final AtomicLong requests = new AtomicLong();

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		this.requests.incrementAndGet();
		chain.doFilter(request, response);
	}

	long requests() {
		return this.requests.get();
	}

}
