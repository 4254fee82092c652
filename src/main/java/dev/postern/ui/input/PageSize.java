package dev.postern.ui.input;

import dev.postern.kernel.InvalidInput;

/** How many rows a program may ask for in one part of a list. */
public final class PageSize {

	private PageSize() {
	}

	/**
	 * The size, if it is from 1 to the most.
	 * @throws InvalidInput naming {@code size} otherwise
	 */
	public static int checked(int size, int most) {
		if (size < 1 || size > most) {
			throw InvalidInput.of("size", String.valueOf(size), "ui.list.size", most);
		}
		return size;
	}

}
