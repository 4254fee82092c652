package dev.postern.fake.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the fake says to a request.
 *
 * @param shown what goes out instead of the body when the answer is spoilt
 * @param listing makes the page of a list anew; {@code null} for other answers
 */
public record Response(int status, Map<String, String> headers, JsonNode body, @Nullable String shown, boolean cutShort,
		@Nullable Listing listing) {

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
		return new Response(status, Map.of("Content-Type", JSON), body, null, false, null);
	}

	public static Response text(int status, String type, String text) {
		return new Response(status, Map.of("Content-Type", type), Json.object(), text, false, null);
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
		return new Response(this.status, all, this.body, this.shown, this.cutShort, this.listing);
	}

	/** With another body in its place. */
	public Response rewritten(UnaryOperator<JsonNode> rewrite) {
		return new Response(this.status, this.headers, rewrite.apply(this.body.deepCopy()), this.shown, this.cutShort,
				this.listing);
	}

	/** With the first half of the body as if that were all. */
	public Response halved() {
		String text = text();
		return new Response(this.status, this.headers, this.body, text.substring(0, text.length() / 2), false,
				this.listing);
	}

	/** With a connection that ends in the middle of the body. */
	public Response cutOff() {
		return new Response(this.status, this.headers, this.body, this.shown, true, this.listing);
	}

	/** With a list that can be shown in part. */
	Response of(Listing listing) {
		return new Response(this.status, this.headers, this.body, this.shown, this.cutShort, listing);
	}

	/**
	 * With a list that leaves some objects out, its totals counting what is shown; other
	 * answers stay as they are.
	 */
	public Response hiding(Predicate<JsonNode> hidden) {
		return (this.listing != null) ? this.listing.without(hidden).withHeaders(this.headers) : this;
	}

	/** With totals of the page alone, as if no other followed. */
	public Response countingOnePage() {
		ObjectNode changed = (ObjectNode) this.body.deepCopy();
		if (!(changed.get("result_info") instanceof ObjectNode info)) {
			return this;
		}
		info.put("total_count", changed.path("result").size());
		if (info.has("total_pages")) {
			info.put("total_pages", 1);
		}
		return new Response(this.status, this.headers, changed, this.shown, this.cutShort, this.listing);
	}

	public String text() {
		return (this.shown != null) ? this.shown : this.body.toString();
	}

	public boolean isSuccess() {
		return this.status < 300;
	}

	/** A list of which a page is shown. */
	interface Listing {

		/** The same page as it is when some objects do not count. */
		Response without(Predicate<JsonNode> hidden);

	}

}
