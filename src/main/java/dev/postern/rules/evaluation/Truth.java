package dev.postern.rules.evaluation;

import java.util.function.Function;
import java.util.stream.Stream;

/** What is known of a statement; Kleene's three values. */
enum Truth {

	NO, UNKNOWN, YES;

	static Truth of(boolean known) {
		return known ? YES : NO;
	}

	Truth not() {
		return switch (this) {
			case NO -> YES;
			case UNKNOWN -> UNKNOWN;
			case YES -> NO;
		};
	}

	Truth and(Truth other) {
		return (compareTo(other) < 0) ? this : other;
	}

	Truth or(Truth other) {
		return (compareTo(other) > 0) ? this : other;
	}

	static <T> Truth any(Stream<T> items, Function<T, Truth> test) {
		return items.map(test).reduce(NO, Truth::or);
	}

	static <T> Truth all(Stream<T> items, Function<T, Truth> test) {
		return items.map(test).reduce(YES, Truth::and);
	}

}
