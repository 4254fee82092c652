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

	public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
		return new Page<>(this.items.stream().<R>map(mapping).toList(), this.next);
	}

}
