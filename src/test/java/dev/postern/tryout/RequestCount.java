package dev.postern.tryout;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** How often the identity provider was asked, by whomever. */
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
