package dev.postern.kernel.lists;

import java.util.Collection;

import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * By which column a list is sorted, and in which direction; in addresses
 * {@code lastLogin}, or {@code -lastLogin} for the greatest first.
 */
public record ListOrder(String column, boolean descending) {

	private static final int LONGEST_SHOWN = 100;

	/**
	 * Reads an order.
	 * @param usual the order when none is named
	 * @throws InvalidInput when the list has no such column to sort by
	 */
	public static ListOrder of(@Nullable String text, String usual, Collection<String> columns) {
		String wanted = (text != null && !text.isBlank()) ? text.strip() : usual;
		boolean descending = wanted.startsWith("-");
		String column = descending ? wanted.substring(1) : wanted;
		if (!columns.contains(column)) {
			throw InvalidInput.of("sort",
					(wanted.length() <= LONGEST_SHOWN) ? wanted : wanted.substring(0, LONGEST_SHOWN) + "…",
					"kernel.error.sort", String.join(", ", columns));
		}
		return new ListOrder(column, descending);
	}

	@Override
	public String toString() {
		return (this.descending ? "-" : "") + this.column;
	}

}
