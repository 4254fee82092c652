package dev.postern.ui.errors;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Why a request failed, for a page and for the API alike.
 *
 * @param what what happened, when there is more to say than the status alone tells
 * @param fields the values that can't be taken, as many as are told
 */
record RequestError(HttpStatus status, @Nullable String what, List<RejectedValue> fields) {

	/** Nobody reads more, and somebody may have sent a million. */
	static final int MOST_FIELDS = 100;

	RequestError {
		fields = fields.stream().limit(MOST_FIELDS).toList();
	}

	RequestError(HttpStatus status) {
		this(status, null, List.of());
	}

	/** The part of the message keys that names the texts of this status. */
	public String code() {
		return switch (this.status) {
			case UNAUTHORIZED, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, CONFLICT, UNPROCESSABLE_CONTENT,
					TOO_MANY_REQUESTS, CONTENT_TOO_LARGE, MISDIRECTED_REQUEST, UNSUPPORTED_MEDIA_TYPE,
					SERVICE_UNAVAILABLE ->
				String.valueOf(this.status.value());
			default -> this.status.is4xxClientError() ? "400" : "500";
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
