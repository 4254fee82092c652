package dev.postern.connect.web;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import dev.postern.kernel.Cursor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows by a unique key and pages through them by that key.
 *
 * @param key texts that sort as the rows should
 */
record KeysetPager<T>(Function<T, String> key) {

	private static final int MAX_COUNT = 2_000_000_000;

	/**
	 * The page that follows a cursor.
	 * @throws InvalidInput when the cursor is none of ours
	 */
	Page<T> page(List<T> rows, @Nullable String cursor, int size) {
		String after = Cursor.read(cursor, "", Cursor.Key::text);
		List<KeyedRow<T>> rest = rows.stream()
			.map((row) -> new KeyedRow<>(this.key.apply(row), row))
			.filter((keyed) -> keyed.key().compareTo(after) > 0)
			.sorted(Comparator.comparing(KeyedRow::key))
			.limit(size + 1L)
			.toList();
		return Page.of(rest, size, (last) -> Cursor.after(last.key())).map(KeyedRow::row);
	}

	/** A key that sorts greater numbers first. */
	static String descending(int count, String name) {
		return (MAX_COUNT - count) + " " + name;
	}

	private record KeyedRow<T>(String key, T row) {
	}

}
