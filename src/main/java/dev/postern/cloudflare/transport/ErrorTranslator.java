package dev.postern.cloudflare.transport;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Throttled;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.Credentials;

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
	Optional<CloudflareException> problem(HttpRequest request, int status, HttpHeaders headers, Verdict verdict) {
		if (usable(request.getMethod(), status, verdict)) {
			return Optional.empty();
		}
		String said = said(request, status, headers, verdict);
		return Optional.of(switch (status) {
			case 401, 403 ->
				verdict.hasOneOf(NOT_ENABLED) ? new Rejected(said, verdict.code()) : new Unauthorized(said);
			case 404 -> notFound(said, verdict);
			case 408, 425 -> new Unavailable(said);
			case 429 -> new Throttled(said, RetryAfter.in(headers, this.clock));
			default -> switch (status / 100) {
				case 2 -> (verdict.code() == 0) ? new Unavailable(said) : refused(said, headers, verdict);
				case 4 -> refused(said, headers, verdict);
				case 5 -> new Unavailable(said);
				default -> Unavailable.forGood(said);
			};
		});
	}

	/** How to speak of a request that got no whole answer. */
	String lost(HttpRequest request, Exception cause) {
		return this.credentials.hideIn("%s: no answer (%s)".formatted(named(request), cause));
	}

	private static boolean usable(HttpMethod method, int status, Verdict verdict) {
		if (status == 204) {
			return method.equals(HttpMethod.DELETE);
		}
		boolean complete = verdict.result() || !method.equals(HttpMethod.GET);
		return status >= 200 && status < 300 && verdict.good() && complete;
	}

	private CloudflareException notFound(String said, Verdict verdict) {
		if (verdict.hasOneOf(GONE) && !verdict.hasOneOf(NO_SUCH_ROUTE) && verdict.json() && !verdict.claimsSuccess()) {
			return new Missing(said);
		}
		return (verdict.code() == 0 || verdict.hasOneOf(INTERNAL)) ? Unavailable.forGood(said)
				: new Rejected(said, verdict.code());
	}

	private CloudflareException refused(String said, HttpHeaders headers, Verdict verdict) {
		if (verdict.hasOneOf(THROTTLING)) {
			return new Throttled(said, RetryAfter.in(headers, this.clock));
		}
		if (verdict.hasOneOf(CREDENTIALS) || verdict.forbidden()) {
			return new Unauthorized(said);
		}
		return verdict.hasOneOf(INTERNAL) ? new Unavailable(said) : new Rejected(said, verdict.code());
	}

	private String said(HttpRequest request, int status, HttpHeaders headers, Verdict verdict) {
		String problems = verdict.problems()
			.stream()
			.map(Verdict.Problem::toString)
			.filter((text) -> !text.isEmpty())
			.collect(Collectors.joining("; "));
		if (problems.isEmpty()) {
			problems = verdict.json() ? "no reason given" : "an answer that is not whole JSON";
		}
		String ray = headers.getFirst("cf-ray");
		String where = (ray == null) ? "" : " (ray " + new Verdict.Problem(0, ray) + ")";
		return this.credentials.hideIn("%s: %d %s%s".formatted(named(request), status, problems, where));
	}

	private static String named(HttpRequest request) {
		return request.getMethod() + " " + request.getURI().getRawPath();
	}

}
