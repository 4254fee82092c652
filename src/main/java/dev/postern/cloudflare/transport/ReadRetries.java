package dev.postern.cloudflare.transport;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.budget.Sleeper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpExchangeAdapterDecorator;
import org.springframework.web.service.invoker.HttpRequestValues;

/** Asks again where that may help: reads only, since a write may have been done (I4). */
class ReadRetries extends HttpExchangeAdapterDecorator {

	private static final int REPETITIONS = 2;

	private static final long SHORTEST_PAUSE_MS = 100;

	/** Whoever is asked to wait longer comes back later. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final Sleeper sleeper;

	ReadRetries(HttpExchangeAdapter delegate, Sleeper sleeper) {
		super(delegate);
		this.sleeper = sleeper;
	}

	@Override
	public <T> @Nullable T exchangeForBody(HttpRequestValues values, ParameterizedTypeReference<T> type) {
		int left = HttpMethod.GET.equals(values.getHttpMethod()) ? REPETITIONS : 0;
		while (true) {
			try {
				return super.exchangeForBody(values, type);
			}
			catch (Unavailable ex) {
				if (left == 0 || !ex.retryable() || requestedPause(ex).compareTo(PATIENCE) > 0) {
					throw ex;
				}
				pauseBefore(REPETITIONS - left, ex);
				left--;
			}
			catch (RestClientException ex) {
				throw unexpected(values, ex);
			}
		}
	}

	private void pauseBefore(int repetition, Unavailable problem) {
		long base = SHORTEST_PAUSE_MS << (2 * repetition);
		Duration pause = Duration.ofMillis(base + ThreadLocalRandom.current().nextLong(base));
		Duration requested = requestedPause(problem);
		try {
			this.sleeper.sleep((requested.compareTo(pause) > 0) ? requested : pause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw problem;
		}
	}

	private static Duration requestedPause(Unavailable problem) {
		return problem.requestedPause().orElse(Duration.ZERO);
	}

	private static Unavailable unexpected(HttpRequestValues values, RestClientException problem) {
		return Unavailable.permanent("%s %s: an answer of an unexpected shape (%s)".formatted(values.getHttpMethod(),
				values.getUriTemplate(), problem.getMostSpecificCause().getClass().getSimpleName()));
	}

}
