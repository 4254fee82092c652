package dev.postern.cloudflare.transport;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.postern.cloudflare.CloudflareException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Times the requests that were sent, by what came of them, and counts those that were not
 * sent.
 */
class RequestMeters {

	private static final String SUCCESS = "success";

	private final MeterRegistry meters;

	private final Counter withheld;

	RequestMeters(MeterRegistry meters) {
		this.meters = meters;
		this.withheld = Counter.builder("postern.cloudflare.requests.withheld")
			.description("Requests that the budget or a pause that Cloudflare asked for did not let through")
			.register(meters);
		List.of(SUCCESS, "throttled", "unavailable", "missing", "rejected", "unauthorized").forEach(this::timer);
	}

	/** Notes that a request was not sent. */
	void withheld() {
		this.withheld.increment();
	}

	/** Sends a request and notes how it went. */
	<T> T timed(Supplier<T> request) {
		long start = System.nanoTime();
		try {
			T answer = request.get();
			record(SUCCESS, start);
			return answer;
		}
		catch (CloudflareException ex) {
			record(outcome(ex), start);
			throw ex;
		}
	}

	private void record(String outcome, long start) {
		timer(outcome).record(Duration.ofNanos(System.nanoTime() - start));
	}

	private Timer timer(String outcome) {
		return Timer.builder("postern.cloudflare.requests")
			.description("Requests sent to Cloudflare")
			.tag("outcome", outcome)
			.register(this.meters);
	}

	private static String outcome(CloudflareException problem) {
		return switch (problem) {
			case CloudflareException.Throttled ex -> "throttled";
			case CloudflareException.Unavailable ex -> "unavailable";
			case CloudflareException.Missing ex -> "missing";
			case CloudflareException.Rejected ex -> "rejected";
			case CloudflareException.Unauthorized ex -> "unauthorized";
		};
	}

}
