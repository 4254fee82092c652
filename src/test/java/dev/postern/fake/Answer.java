package dev.postern.fake;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the fake says to a request.
 *
 * @param shown what goes out instead of the body when the answer is spoilt
 */
record Answer(int status, Map<String, String> headers, JsonNode body, @Nullable String shown, boolean cutShort) {

	static final String JSON = "application/json";

	static Answer ok(JsonNode result) {
		return of(200, result);
	}

	static Answer created(JsonNode result) {
		return of(201, result);
	}

	static Answer accepted(JsonNode result) {
		return of(202, result);
	}

	static Answer of(int status, JsonNode result) {
		return raw(status, envelope(true, result));
	}

	static Answer raw(int status, JsonNode body) {
		return new Answer(status, Map.of("Content-Type", JSON), body, null, false);
	}

	static Answer text(int status, String type, String text) {
		return new Answer(status, Map.of("Content-Type", type), Json.object(), text, false);
	}

	static Answer id(int status, String id) {
		return of(status, Json.object().put("id", id));
	}

	static ObjectNode envelope(boolean success, JsonNode result) {
		ObjectNode envelope = Json.object().put("success", success);
		envelope.set("errors", Json.array());
		envelope.set("messages", Json.array());
		envelope.set("result", result);
		return envelope;
	}

	Answer withHeaders(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(more);
		return new Answer(this.status, all, this.body, this.shown, this.cutShort);
	}

	/** With the first half of the body as if that were all. */
	Answer halved() {
		String text = text();
		return new Answer(this.status, this.headers, this.body, text.substring(0, text.length() / 2), false);
	}

	/** With a connection that ends in the middle of the body. */
	Answer cutOff() {
		return new Answer(this.status, this.headers, this.body, this.shown, true);
	}

	String text() {
		return (this.shown != null) ? this.shown : this.body.toString();
	}

	boolean isSuccess() {
		return this.status < 300;
	}

}
