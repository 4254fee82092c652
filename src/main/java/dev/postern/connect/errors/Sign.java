package dev.postern.connect.errors;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an error is known by. A fragment by itself may be broken by the end of a line, as
 * terminals do it; several belong into one line, in their order.
 *
 * @param parts each of which has to be there; the fragments of a part are in lower case
 */
record Sign(List<List<String>> parts) {

	Sign {
		parts = parts.stream().map(List::copyOf).toList();
	}

	/** Fragments of one line. */
	static Sign of(String... fragments) {
		return new Sign(List.of(List.of(fragments)));
	}

	/** Signs that count together alone. */
	static Sign all(Sign... signs) {
		return new Sign(Arrays.stream(signs).flatMap((sign) -> sign.parts.stream()).toList());
	}

	boolean isIn(ErrorText text) {
		return this.parts.stream().allMatch((part) -> isIn(text, part));
	}

	private static boolean isIn(ErrorText text, List<String> part) {
		Stream<String> places = (part.size() == 1) ? Stream.of(text.joined()) : text.lines().stream();
		return places.anyMatch((place) -> Fragments.standInOrder(place, part));
	}

}
