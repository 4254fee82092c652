package dev.postern.cloudflare;

import org.jspecify.annotations.Nullable;

/**
 * Tells the fields without which an object is not understood from those that may lack.
 */
final class Required {

	private Required() {
	}

	static void in(String object, @Nullable Object value, String field) {
		if (value == null) {
			throw new IllegalArgumentException("a %s without %s".formatted(object, field));
		}
	}

	static <T> T or(@Nullable T value, T otherwise) {
		return (value == null) ? otherwise : value;
	}

}
