package dev.postern.cloudflare;

import org.jspecify.annotations.Nullable;

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

}
