package dev.postern.cloudflare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

import dev.postern.cloudflare.CloudflareException.Unavailable;

/** Reads a list to its end. What it answers is the whole list, each object once. */
final class Pages {

	private static final int MOST = 200;

	private Pages() {
	}

	/**
	 * Reads page after page.
	 * @param size the objects asked for in a page
	 * @param id what tells objects apart; pages are no snapshot, so one may come twice
	 */
	static <T> List<T> all(String what, int size, Function<T, Object> id, IntFunction<Envelope<List<T>>> reader) {
		Map<Object, T> found = new LinkedHashMap<>();
		for (int page = 1; page <= MOST; page++) {
			Envelope<List<T>> answer = reader.apply(page);
			List<T> items = Envelope.complete(what, answer.given("list of " + what));
			int before = found.size();
			for (T item : items) {
				found.put(id.apply(item), item);
			}
			if (isLast(page, size, answer, items)) {
				return whole(what, found, answer);
			}
			if (found.size() == before) {
				throw Unavailable.forGood("Cloudflare's list of %s repeats itself".formatted(what));
			}
		}
		throw Unavailable.forGood("Cloudflare's list of %s has more than %d pages".formatted(what, MOST));
	}

	private static boolean isLast(int page, int size, Envelope<?> answer, List<?> items) {
		Envelope.Place place = answer.place();
		if (items.isEmpty()) {
			return true;
		}
		if (place == null) {
			return false;
		}
		int perPage = (place.perPage() == null) ? size : place.perPage();
		return (place.totalPages() != null && page >= place.totalPages())
				|| (place.totalCount() != null && (long) page * perPage >= place.totalCount());
	}

	private static <T> List<T> whole(String what, Map<Object, T> found, Envelope<?> answer) {
		Envelope.Place place = answer.place();
		if (place != null && place.totalCount() != null && found.size() < place.totalCount()) {
			throw new Unavailable("Cloudflare's list of %s has %d entries and gave only %d".formatted(what,
					place.totalCount(), found.size()));
		}
		return List.copyOf(found.values());
	}

}
