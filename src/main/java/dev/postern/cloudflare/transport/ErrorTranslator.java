package dev.postern.cloudflare.transport;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Throttled;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.CloudflareWords;
import dev.postern.cloudflare.Credentials;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;

/**
 * Says what an answer of Cloudflare means. Only a 404 with a code that means gone is
 * {@code Missing} (I3): a 404 about the route itself, or from something in between, says
 * nothing about what exists.
 */
class ErrorTranslator {

	private static final Set<Integer> GONE = Set.of(1002, 1003, 1055, 11021, 12135, 81044);

	/** Access has a code of its own for each kind of thing, but few ways to say it. */
	private static final Pattern GONE_FROM_ACCESS = Pattern
		.compile("access\\.api\\.error\\.(unknown_\\w+|(\\w+_)?not_found)\\b.*");

	private static final Set<Integer> NO_SUCH_ROUTE = Set.of(7000, 7003);

	private static final Set<Integer> NOT_ENABLED = Set.of(9999);

	private static final Set<Integer> THROTTLING = Set.of(971);

	private static final Set<Integer> CREDENTIALS = Set.of(6003, 9109, 10000);

	private static final Set<Integer> INTERNAL = Set.of(10013);

	private final Credentials credentials;

	private final Clock clock;

	ErrorTranslator(Credentials credentials, Clock clock) {
		this.credentials = credentials;
		this.clock = clock;
	}

	/** What went wrong; empty when the answer can be used. */
	Optional<CloudflareException> exceptionFor(HttpRequest request, int status, HttpHeaders headers,
			ResponseSummary summary) {
		if (usable(request.getMethod(), status, summary)) {
			return Optional.empty();
		}
		CloudflareWords said = new CloudflareWords(describe(request, status, headers, summary), documentation(summary));
		return Optional.of(switch (status) {
			case 401, 403 ->
				summary.hasOneOf(NOT_ENABLED) ? new Rejected(said, summary.code()) : new Unauthorized(said);
			case 404 -> notFound(said, summary);
			case 408, 425 -> Unavailable.passing(said);
			case 429 -> throttled(said, headers, summary);
			case 503 -> pause(headers, summary).map((asked) -> Unavailable.passing(said, asked))
				.orElseGet(() -> Unavailable.passing(said));
			default -> switch (status / 100) {
				case 2 -> (summary.code() == 0) ? Unavailable.passing(said) : refused(said, headers, summary);
				case 4 -> refused(said, headers, summary);
				case 5 -> Unavailable.passing(said);
				default -> Unavailable.permanent(said);
			};
		});
	}

	/** How to speak of a request that got no whole answer. */
	String describeNoAnswer(HttpRequest request, Exception cause) {
		return this.credentials.hideIn("%s: no answer (%s)".formatted(describe(request), cause));
	}

	private static boolean usable(HttpMethod method, int status, ResponseSummary summary) {
		if (status == 204) {
			return method.equals(HttpMethod.DELETE);
		}
		boolean complete = summary.result() || !method.equals(HttpMethod.GET);
		return status >= 200 && status < 300 && summary.usable() && complete;
	}

	private CloudflareException notFound(CloudflareWords said, ResponseSummary summary) {
		boolean gone = summary.hasOneOf(GONE) || summary.says(GONE_FROM_ACCESS);
		if (gone && !summary.hasOneOf(NO_SUCH_ROUTE) && summary.json() && !summary.claimsSuccess()) {
			return new Missing(said, summary.code());
		}
		return (summary.code() == 0 || summary.hasOneOf(INTERNAL)) ? Unavailable.permanent(said)
				: new Rejected(said, summary.code());
	}

	private CloudflareException refused(CloudflareWords said, HttpHeaders headers, ResponseSummary summary) {
		if (summary.hasOneOf(THROTTLING)) {
			return throttled(said, headers, summary);
		}
		if (summary.hasOneOf(CREDENTIALS) || summary.forbidden()) {
			return new Unauthorized(said);
		}
		return summary.hasOneOf(INTERNAL) ? Unavailable.passing(said) : new Rejected(said, summary.code());
	}

	private Throttled throttled(CloudflareWords said, HttpHeaders headers, ResponseSummary summary) {
		return new Throttled(said, pause(headers, summary).orElse(RetryAfter.DEFAULT));
	}

	private Optional<Duration> pause(HttpHeaders headers, ResponseSummary summary) {
		return RetryAfter.longest(headers, summary.retryAfter(), this.clock);
	}

	private String describe(HttpRequest request, int status, HttpHeaders headers, ResponseSummary summary) {
		String problems = summary.errors()
			.stream()
			.map(ResponseSummary.ApiError::toString)
			.filter((text) -> !text.isEmpty())
			.collect(Collectors.joining("; "));
		if (problems.isEmpty()) {
			problems = summary.json() ? "no reason given" : "an answer that is not whole JSON";
		}
		String ray = headers.getFirst("cf-ray");
		String where = (ray == null) ? "" : " (ray " + new ResponseSummary.ApiError(0, ray) + ")";
		return this.credentials.hideIn("%s: %d %s%s".formatted(describe(request), status, problems, where));
	}

	/** An address that repeats the credentials is not passed on (I9). */
	private @Nullable URI documentation(ResponseSummary summary) {
		URI address = summary.documentation();
		return (address != null && this.credentials.hideIn(address.toString()).equals(address.toString())) ? address
				: null;
	}

	private static String describe(HttpRequest request) {
		return request.getMethod() + " " + request.getURI().getRawPath();
	}

}
