package dev.postern.fake.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the fake says to a request.
 *
 * @param shown what goes out instead of the body when the answer is spoilt
 */
public record Response(int status, Map<String, String> headers, JsonNode body, @Nullable String shown,
		boolean cutShort) {

	static final String JSON = "application/json";

	public static Response ok(JsonNode result) {
		return of(200, result);
	}

	public static Response created(JsonNode result) {
		return of(201, result);
	}

	public static Response accepted(JsonNode result) {
		return of(202, result);
	}

	static Response of(int status, JsonNode result) {
		return raw(status, envelope(true, result));
	}

	public static Response raw(int status, JsonNode body) {
		return new Response(status, Map.of("Content-Type", JSON), body, null, false);
	}

	public static Response text(int status, String type, String text) {
		return new Response(status, Map.of("Content-Type", type), Json.object(), text, false);
	}

	public static Response id(int status, String id) {
		return of(status, Json.object().put("id", id));
	}

	public static ObjectNode envelope(boolean success, JsonNode result) {
		ObjectNode envelope = Json.object().put("success", success);
		envelope.set("errors", Json.array());
		envelope.set("messages", Json.array());
		envelope.set("result", result);
		return envelope;
	}

	public Response withHeaders(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(more);
		return new Response(this.status, all, this.body, this.shown, this.cutShort);
	}

	/** With another body in its place. */
	public Response rewritten(UnaryOperator<JsonNode> rewrite) {
		return new Response(this.status, this.headers, rewrite.apply(this.body.deepCopy()), this.shown, this.cutShort);
	}

	/** With the first half of the body as if that were all. */
	public Response halved() {
		String text = text();
		return new Response(this.status, this.headers, this.body, text.substring(0, text.length() / 2), false);
	}

	/** With a connection that ends in the middle of the body. */
	public Response cutOff() {
		return new Response(this.status, this.headers, this.body, this.shown, true);
	}

	public String text() {
		return (this.shown != null) ? this.shown : this.body.toString();
	}

	public boolean isSuccess() {
		return this.status < 300;
	}

}
