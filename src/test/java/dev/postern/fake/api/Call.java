package dev.postern.fake.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request as it reached the fake.
 *
 * @param path relative to {@code /client/v4}, for example {@code /zones}
 * @param headers names in lower case
 * @param text the body as it came
 * @param body the body as JSON; {@code null} when there is none or it is not JSON
 */
public record Call(String method, String path, Map<String, List<String>> query, Map<String, List<String>> headers,
		String text, @Nullable JsonNode body) {

	public boolean isWrite() {
		return !this.method.equals("GET") && !this.method.equals("HEAD");
	}

	/** The first value of a query parameter. */
	public Optional<String> parameter(String name) {
		return this.query.getOrDefault(name, List.of()).stream().findFirst();
	}

	public Call withoutCredentials() {
		Map<String, List<String>> kept = new TreeMap<>(this.headers);
		kept.keySet().removeAll(Set.of("authorization", "x-auth-key", "x-auth-email"));
		return new Call(this.method, this.path, this.query, kept, this.text, this.body);
	}

	public Optional<String> header(String name) {
		return this.headers.getOrDefault(name, List.of()).stream().findFirst();
	}

}
