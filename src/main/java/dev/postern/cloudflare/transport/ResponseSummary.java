package dev.postern.cloudflare.transport;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.postern.kernel.LosslessJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * What an answer says about itself, whatever it may be: an envelope, a flat error, a page
 * of some proxy, half of any of them.
 *
 * @param json whether the whole body is one JSON object
 * @param success what the envelope says; {@code null} when it does not
 * @param result whether there is a result, be it {@code null}
 * @param errors Cloudflare's errors, the main one first
 * @param documentation the page that explains the errors; {@code null} when none is named
 * @param retryAfter when to ask again, as far as the body says: seconds or dates, not
 * looked at yet
 */
record ResponseSummary(boolean json, @Nullable Boolean success, boolean result, List<ApiError> errors,
		@Nullable URI documentation, List<String> retryAfter) {

	private static final int LONGEST_TEXT = 500;

	static ResponseSummary of(byte[] body) {
		ResponseParser reading = new ResponseParser();
		boolean json = false;
		try (JsonParser parser = LosslessJson.MAPPER.createParser(body)) {
			json = reading.whole(parser);
		}
		catch (JacksonException ex) {
			json = false;
		}
		return new ResponseSummary(json, reading.success, reading.result, reading.all(), reading.documentation,
				List.copyOf(reading.retryAfter));
	}

	/** Whether the answer can be used, given a status that says so too. */
	boolean usable() {
		return this.json && (claimsSuccess() || (this.success == null && this.result && this.errors.isEmpty()));
	}

	boolean claimsSuccess() {
		return Boolean.TRUE.equals(this.success);
	}

	/** Whether it is the flat error of a token that may not write. */
	boolean forbidden() {
		return this.errors.stream()
			.anyMatch((problem) -> problem.code() == 1010 && problem.text().contains("forbidden"));
	}

	/** Cloudflare's code of the main error; 0 when there is none. */
	int code() {
		return this.errors.isEmpty() ? 0 : this.errors.getFirst().code();
	}

	/** Whether the text of an error is one of these. */
	boolean says(Pattern text) {
		return this.errors.stream().anyMatch((problem) -> text.matcher(problem.text()).matches());
	}

	boolean hasOneOf(Set<Integer> codes) {
		return this.errors.stream().anyMatch((problem) -> codes.contains(problem.code()));
	}

	/** An error as Cloudflare words it. */
	record ApiError(int code, String text) {

		ApiError {
			text = text.replaceAll("\\p{Cntrl}+", " ").strip();
			text = (text.length() > LONGEST_TEXT) ? text.substring(0, LONGEST_TEXT) + "…" : text;
		}

		static ApiError of(JsonNode error) {
			if (!error.isObject()) {
				return new ApiError(0, error.asString(""));
			}
			StringBuilder text = new StringBuilder(error.path("message").asString(""));
			for (JsonNode cause : error.path("error_chain")) {
				ApiError inner = of(cause);
				text.append(" (").append(inner).append(')');
			}
			return new ApiError(error.path("code").asInt(0), text.toString());
		}

		@Override
		public String toString() {
			return (this.code == 0) ? this.text : (this.code + " " + this.text).strip();
		}

	}

	private static final class ResponseParser {

		private @Nullable Boolean success;

		private boolean result;

		private int flatCode;

		private String flatText = "";

		private final List<ApiError> problems = new ArrayList<>();

		private @Nullable URI documentation;

		private final List<String> retryAfter = new ArrayList<>();

		private boolean whole(JsonParser parser) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				switch (name) {
					case "success" -> this.success = booleanIn(value);
					case "result" -> {
						this.result = true;
						readResult(parser, value);
					}
					case "errors" -> readErrors(parser);
					case "code" -> this.flatCode = parser.getValueAsInt(0);
					case "error" -> this.flatText = textOf(parser);
					case "documentation_url" -> noteDocumentation(parser.readValueAsTree());
					case "retry_after" -> noteRetryAfter(parser.readValueAsTree());
					default -> parser.skipChildren();
				}
			}
			return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
		}

		private static @Nullable Boolean booleanIn(JsonToken value) {
			return switch (value) {
				case VALUE_TRUE -> true;
				case VALUE_FALSE -> false;
				default -> null;
			};
		}

		private void readErrors(JsonParser parser) {
			JsonNode errors = parser.readValueAsTree();
			if (errors.isArray()) {
				errors.forEach((error) -> {
					this.problems.add(ApiError.of(error));
					readHints(error);
				});
			}
		}

		/** The rest of a result may be large and is not kept. */
		private void readResult(JsonParser parser, JsonToken value) {
			if (value != JsonToken.START_OBJECT) {
				parser.skipChildren();
				return;
			}
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				parser.nextToken();
				if (name.equals("retry_after")) {
					noteRetryAfter(parser.readValueAsTree());
				}
				else {
					parser.skipChildren();
				}
			}
		}

		private void readHints(JsonNode error) {
			noteDocumentation(error.path("documentation_url"));
			noteRetryAfter(error.path("retry_after"));
			error.path("error_chain").forEach(this::readHints);
		}

		private void noteDocumentation(JsonNode address) {
			if (this.documentation == null && address.isString()) {
				this.documentation = DocumentationLink.of(address.stringValue()).orElse(null);
			}
		}

		private void noteRetryAfter(JsonNode wait) {
			if (wait.isString() || wait.isNumber()) {
				this.retryAfter.add(wait.asString());
			}
		}

		private static String textOf(JsonParser parser) {
			JsonNode error = parser.readValueAsTree();
			return error.isString() ? error.stringValue() : error.toString();
		}

		private List<ApiError> all() {
			if (this.problems.isEmpty() && !(this.flatCode == 0 && this.flatText.isEmpty())) {
				return List.of(new ApiError(this.flatCode, this.flatText));
			}
			return List.copyOf(this.problems);
		}

	}

}
