package dev.postern.fake.api;

import java.util.Map;

import dev.postern.fake.kernel.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A refusal with Cloudflare's code and text; nothing was changed. */
public final class ApiException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** Where Cloudflare explains its refusals. */
	public static final String DOCUMENTATION = "https://developers.cloudflare.com/fundamentals/api/troubleshooting/";

	private final transient Response response;

	private ApiException(Response response) {
		super(response.status() + " " + response.body());
		this.response = response;
	}

	public static ApiException of(int status, int code, String message) {
		return of(status, problem(code, message));
	}

	public static ApiException chained(int status, int code, String message, int causeCode, String causeMessage) {
		ObjectNode problem = problem(code, message);
		problem.set("error_chain", Json.array().add(problem(causeCode, causeMessage)));
		return of(status, problem);
	}

	static ApiException of(int status, ObjectNode... problems) {
		ObjectNode envelope = Response.envelope(false, Json.object().nullNode());
		ArrayNode errors = Json.array();
		for (ObjectNode problem : problems) {
			errors.add(problem);
		}
		envelope.set("errors", errors);
		return new ApiException(Response.raw(status, envelope));
	}

	/** The body without an envelope that a forbidden Access write gets. */
	static ApiException flatForbidden() {
		return new ApiException(Response.raw(403, Json.object().put("code", 1010).put("error", "auth.forbidden")));
	}

	public static ApiException forbidden() {
		return of(403, explained(problem(10000, "Authentication error")));
	}

	public static ApiException unauthorizedResource() {
		return of(403, explained(problem(9109, "Unauthorized to access requested resource")));
	}

	public static ApiException noRoute(String path) {
		return of(404,
				problem(7003,
						"Could not route to /client/v4%s, perhaps your object identifier is invalid?".formatted(path)),
				problem(7000, "No route for that URI"));
	}

	public static ApiException access(String detail) {
		return of(400, 12130, "access.api.error.invalid_request: " + detail);
	}

	public static ApiException accessConflict(String detail) {
		return of(409, 12132, "access.api.error.conflict: " + detail);
	}

	public static ApiException accessNotFound() {
		return of(404, 12135, "access.api.error.not_found");
	}

	public static ApiException unknownApplication() {
		return of(404, 11021, "access.api.error.unknown_application");
	}

	public static ApiException throttled(long retryAfterSeconds) {
		ApiException error = of(429, 971, "Please wait and consider throttling your request speed");
		return new ApiException(error.response.withHeaders(Map.of("Retry-After", Long.toString(retryAfterSeconds))));
	}

	/** A 429 without a header; its body says when to come back. */
	public static ApiException throttledInBody(String retryAfter) {
		return of(429,
				problem(971, "Please wait and consider throttling your request speed").put("retry_after", retryAfter));
	}

	/** What a 403 says since 2026. */
	private static ObjectNode explained(ObjectNode problem) {
		return problem.put("documentation_url", DOCUMENTATION);
	}

	private static ObjectNode problem(int code, String message) {
		return Json.object().put("code", code).put("message", message);
	}

	public Response response() {
		return this.response;
	}

}
