package dev.postern.fake.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Permission;
import dev.postern.fake.kernel.Json;
import dev.postern.waiting.Patience;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Talks to the fake over HTTP. */
final class ApiClient {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final FakeCloudflare cloudflare;

	private final Map<String, String> headers;

	private ApiClient(FakeCloudflare cloudflare, Map<String, String> headers) {
		this.cloudflare = cloudflare;
		this.headers = headers;
	}

	static ApiClient of(FakeCloudflare cloudflare, Map<String, String> headers) {
		return new ApiClient(cloudflare, headers);
	}

	static ApiClient with(FakeCloudflare cloudflare, String token) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Authorization", "Bearer " + token);
		headers.put("User-Agent", "postern-tests/1.0");
		return new ApiClient(cloudflare, headers);
	}

	/** A client whose token may do everything. */
	static ApiClient of(FakeCloudflare cloudflare) {
		return with(cloudflare, cloudflare.addToken(Permission.values()));
	}

	Reply get(String path) {
		return send("GET", path, null);
	}

	Reply post(String path, String body) {
		return send("POST", path, body);
	}

	Reply put(String path, String body) {
		return send("PUT", path, body);
	}

	Reply patch(String path, String body) {
		return send("PATCH", path, body);
	}

	Reply delete(String path) {
		return send("DELETE", path, null);
	}

	Reply send(String method, String path, @Nullable String body) {
		try {
			return exchange(method, path, body);
		}
		catch (IOException ex) {
			throw new AssertionError("%s %s: %s".formatted(method, path, ex), ex);
		}
	}

	/** Sends and lets a broken connection be seen. */
	Reply exchange(String method, String path, @Nullable String body) throws IOException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(this.cloudflare.baseUrl() + path.replace("{account}", FakeCloudflare.ACCOUNT)))
			.timeout(Patience.LIMIT)
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		this.headers.forEach(request::header);
		try {
			HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return new Reply(response.statusCode(), response.body(), response.headers().map());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** An answer of the fake. */
	record Reply(int status, String text, Map<String, List<String>> headers) {

		JsonNode json() {
			try {
				return Json.parse(this.text);
			}
			catch (JacksonException ex) {
				throw new AssertionError("not JSON: " + this.text, ex);
			}
		}

		JsonNode result() {
			return json().path("result");
		}

		JsonNode info() {
			return json().path("result_info");
		}

		String id() {
			return result().path("id").asString();
		}

		/** {@code status code message} of a refusal, as in the catalogue. */
		String problem() {
			JsonNode error = json().path("errors").path(0);
			return "%d %d %s".formatted(this.status, error.path("code").asInt(), error.path("message").asString());
		}

		String header(String name) {
			return this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).getFirst();
		}

	}

}
