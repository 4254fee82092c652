package dev.postern.cloudflare;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the fields without which an object is not understood from those that may lack.
 */
final class WireFields {

	private WireFields() {
	}

	static void require(String object, @Nullable Object value, String field) {
		if (value == null) {
			throw new IllegalArgumentException("a %s without %s".formatted(object, field));
		}
	}

	static <T> T orElse(@Nullable T value, T otherwise) {
		return (value == null) ? otherwise : value;
	}

	/**
	 * Reads an object field by field and notes which are absent, {@code null} where they
	 * have a value, or of another type.
	 */
	static final class Reader {

		private final ObjectNode object;

		private final Set<String> unknown = new TreeSet<>();

		Reader(ObjectNode object) {
			this.object = object;
		}

		String text(String field) {
			JsonNode value = this.object.path(field);
			if (!value.isString()) {
				this.unknown.add(field);
			}
			return value.isString() ? value.stringValue() : "";
		}

		/** A text that may lack: {@code null} says that there is none. */
		@Nullable String textOrNull(String field) {
			JsonNode value = this.object.path(field);
			if (!value.isString() && !value.isNull()) {
				this.unknown.add(field);
			}
			return value.isString() ? value.stringValue() : null;
		}

		boolean truth(String field) {
			JsonNode value = this.object.path(field);
			if (!value.isBoolean()) {
				this.unknown.add(field);
			}
			return value.isBoolean() && value.booleanValue();
		}

		int number(String field) {
			JsonNode value = this.object.path(field);
			if (!value.isInt()) {
				this.unknown.add(field);
			}
			return value.isInt() ? value.intValue() : 0;
		}

		Set<String> unknown() {
			return this.unknown;
		}

	}

}
