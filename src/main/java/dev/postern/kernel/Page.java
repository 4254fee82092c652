package dev.postern.kernel;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A part of a long list, cut by key and not by number, so that rows that come meanwhile
 * neither repeat nor hide others.
 *
 * @param next the cursor of the part that follows; {@code null} at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

	public Page {
		items = List.copyOf(items);
	}

	/**
	 * The part that begins a list; a row beyond its size tells that others follow.
	 * @param found the rows that were read; those beyond {@code size} are left out
	 * @param cursor the cursor of what follows a row
	 */
	public static <T> Page<T> of(List<T> found, int size, Function<? super T, String> cursor) {
		if (found.size() <= size) {
			return new Page<>(found, null);
		}
		List<T> items = found.subList(0, size);
		return new Page<>(items, cursor.apply(items.getLast()));
	}

	public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
		return new Page<>(this.items.stream().<R>map(mapping).toList(), this.next);
	}

}
