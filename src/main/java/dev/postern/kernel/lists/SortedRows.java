package dev.postern.kernel.lists;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import dev.postern.kernel.Cursor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows and cuts them into parts by the key of the row where a part ended, though
 * that row has gone or moved meanwhile. Rows without a value come last in either
 * direction; of equals the unique name decides.
 *
 * @param value what sorts a row, as a text that sorts as it should; {@code null} for none
 * @param name unique among the rows
 */
public record SortedRows<T>(ListOrder order, Function<T, @Nullable String> value, Function<T, String> name) {

	/** Cursors hold the value. */
	private static final int LONGEST = 200;

	/**
	 * The part that follows a cursor; empty or {@code null} for the first.
	 * @throws InvalidInput when the cursor is none of this list in this order
	 */
	public Page<T> part(Collection<T> rows, @Nullable String cursor, int size) {
		Optional<Place> after = Cursor.read(cursor, Optional.empty(), (key) -> Optional.of(place(key)));
		Comparator<Place> places = places();
		List<Placed<T>> rest = rows.stream()
			.map((row) -> new Placed<>(place(row), row))
			.filter((placed) -> after.isEmpty() || places.compare(placed.place(), after.get()) > 0)
			.sorted(Comparator.comparing(Placed::place, places))
			.toList();
		return Page.of(rest, size, (last) -> cursor(last.place())).map(Placed::row);
	}

	/** A text without regard to its case. */
	public static String text(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

	/** A time; none stays none. */
	public static @Nullable String time(@Nullable Instant time) {
		return (time != null) ? "%020d".formatted(time.toEpochMilli()) : null;
	}

	/** A number that is not negative. */
	public static String number(long number) {
		return "%020d".formatted(number);
	}

	private Comparator<Place> places() {
		Comparator<String> values = this.order.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
		return Comparator.comparing(Place::value, Comparator.nullsLast(values)).thenComparing(Place::name);
	}

	private Place place(T row) {
		String value = this.value.apply(row);
		return new Place((value != null) ? cut(value) : null, this.name.apply(row));
	}

	private Place place(Cursor.Key key) {
		String order = key.text();
		String value = key.text();
		if (!order.equals(this.order.toString())) {
			throw new IllegalArgumentException("of another order");
		}
		return new Place(value.startsWith("=") ? value.substring(1) : null, key.text());
	}

	private String cursor(Place place) {
		return Cursor.after(this.order, (place.value() != null) ? "=" + place.value() : "-", place.name());
	}

	private static String cut(String value) {
		return (value.length() <= LONGEST) ? value : value.substring(0, LONGEST);
	}

	private record Place(@Nullable String value, String name) {
	}

	private record Placed<T>(Place place, T row) {
	}

}
