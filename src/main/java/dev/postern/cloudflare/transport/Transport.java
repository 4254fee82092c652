package dev.postern.cloudflare.transport;

import java.io.IOException;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.RequestPriority;
import dev.postern.cloudflare.budget.RequestBudget;

import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends one request, once, and reads its answer to the end. What comes out of it is a
 * whole and successful answer or a {@link CloudflareException}.
 */
class Transport implements ClientHttpRequestInterceptor {

	private final ErrorTranslator errors;

	private final RequestBudget budget;

	private final RequestMeters meters;

	Transport(ErrorTranslator errors, RequestBudget budget, RequestMeters meters) {
		this.errors = errors;
		this.budget = budget;
		this.meters = meters;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
		takeFromBudget();
		return this.meters.timed(() -> sent(request, body, execution));
	}

	private void takeFromBudget() {
		try {
			this.budget.take(RequestPriority.current());
		}
		catch (CloudflareException ex) {
			this.meters.withheld();
			throw ex;
		}
	}

	private ClientHttpResponse sent(HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
		try (ClientHttpResponse response = execution.execute(request, body)) {
			return checked(request, response);
		}
		catch (IOException ex) {
			throw new CloudflareException.Unavailable(this.errors.describeNoAnswer(request, ex));
		}
	}

	private ClientHttpResponse checked(HttpRequest request, ClientHttpResponse response) throws IOException {
		byte[] content = response.getBody().readAllBytes();
		HttpStatusCode status = response.getStatusCode();
		ResponseSummary summary = ResponseSummary.of(content);
		this.errors.exceptionFor(request, status.value(), response.getHeaders(), summary).ifPresent((problem) -> {
			if (problem instanceof CloudflareException.Throttled throttled) {
				this.budget.pauseFor(throttled.retryAfter());
			}
			throw problem;
		});
		return new BufferedResponse(status, content);
	}

}
