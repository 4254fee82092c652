package dev.postern.cloudflare;

import java.io.IOException;

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

	private final Budget budget;

	private final RequestMeters meters;

	Transport(ErrorTranslator errors, Budget budget, RequestMeters meters) {
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
			this.budget.take(Work.current());
		}
		catch (CloudflareException ex) {
			this.meters.withheld();
			throw ex;
		}
	}

	private ClientHttpResponse sent(HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
		try (ClientHttpResponse response = execution.execute(request, body)) {
			return judged(request, response);
		}
		catch (IOException ex) {
			throw new CloudflareException.Unavailable(this.errors.lost(request, ex));
		}
	}

	private ClientHttpResponse judged(HttpRequest request, ClientHttpResponse response) throws IOException {
		byte[] content = response.getBody().readAllBytes();
		HttpStatusCode status = response.getStatusCode();
		Verdict verdict = Verdict.on(content);
		this.errors.problem(request, status.value(), response.getHeaders(), verdict).ifPresent((problem) -> {
			if (problem instanceof CloudflareException.Throttled throttled) {
				this.budget.close(throttled.retryAfter());
			}
			throw problem;
		});
		return new WholeAnswer(status, content);
	}

}
