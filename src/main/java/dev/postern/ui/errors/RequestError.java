package dev.postern.ui.errors;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Why a request failed, for a page and for the API alike.
 *
 * @param what what happened, when there is more to say than the status alone tells
 * @param fields the values that can't be taken, as many as are told
 * @param code the part of the message keys that names its texts
 */
record RequestError(HttpStatus status, @Nullable String what, List<RejectedValue> fields, String code) {

	/** A form that was sent from a page of another session. */
	static final String STALE_FORM = "403-form";

	/** A token that is good, but not for this. */
	static final String OUT_OF_SCOPE = "403-token";

	/** Something that can be done at other times, whoever else is there. */
	static final String NOT_NOW = "409-now";

	/** Nobody reads more, and somebody may have sent a million. */
	static final int MOST_FIELDS = 100;

	RequestError {
		fields = fields.stream().limit(MOST_FIELDS).toList();
	}

	RequestError(HttpStatus status, @Nullable String what, List<RejectedValue> fields) {
		this(status, what, fields, codeOf(status));
	}

	RequestError(HttpStatus status) {
		this(status, null, List.of());
	}

	private static String codeOf(HttpStatus status) {
		return switch (status) {
			case UNAUTHORIZED, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, CONFLICT, UNPROCESSABLE_CONTENT,
					TOO_MANY_REQUESTS, CONTENT_TOO_LARGE, MISDIRECTED_REQUEST, UNSUPPORTED_MEDIA_TYPE,
					SERVICE_UNAVAILABLE ->
				String.valueOf(status.value());
			default -> status.is4xxClientError() ? "400" : "500";
		};
	}

	/** One value that can't be taken, and what would be right. */
	record RejectedValue(String field, String value, String message) {

		private static final int LONGEST = 200;

		RejectedValue {
			field = shortened(field);
			value = shortened(value);
		}

		private static String shortened(String text) {
			return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST - 1) + "…";
		}

	}

}
