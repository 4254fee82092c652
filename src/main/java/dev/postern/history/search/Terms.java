package dev.postern.history.search;

import java.util.List;

/**
 * What is asked of one property of a login.
 *
 * @param is it has one of these values; none leave it open
 * @param isNot it has none of these values, and may be unknown
 */
public record Terms<T>(List<T> is, List<T> isNot) {

	public Terms {
		is = List.copyOf(is);
		isNot = List.copyOf(isNot);
	}

	public static <T> Terms<T> open() {
		return new Terms<>(List.of(), List.of());
	}

	public static <T> Terms<T> is(T value) {
		return new Terms<>(List.of(value), List.of());
	}

}
