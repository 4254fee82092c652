package dev.postern.cloudflare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

import dev.postern.cloudflare.CloudflareException.Unavailable;

/**
 * Reads a list to its end. What it answers is all that Cloudflare shows of the list, each
 * object once. That an object is not in it does not mean that there is none: since 2026 a
 * list holds only what the token may see.
 */
final class PageReader {

	private static final int MOST = 200;

	private PageReader() {
	}

	/**
	 * Reads page after page.
	 * @param size the objects asked for in a page
	 * @param id what tells objects apart; pages are no snapshot, so one may come twice
	 */
	static <T> List<T> readAll(String what, int size, Function<T, Object> id, IntFunction<Envelope<List<T>>> reader) {
		Map<Object, T> found = new LinkedHashMap<>();
		for (int page = 1; page <= MOST; page++) {
			Envelope<List<T>> answer = reader.apply(page);
			List<T> items = Envelope.requireNoNulls(what, answer.requireResult("list of " + what));
			int before = found.size();
			for (T item : items) {
				found.put(id.apply(item), item);
			}
			if (isLast(page, size, answer, items, found.size())) {
				return requireComplete(what, found, answer);
			}
			if (found.size() == before) {
				if (isWhole(size, answer, items, found.size())) {
					return List.copyOf(found.values());
				}
				throw Unavailable.permanent("Cloudflare's list of %s repeats itself".formatted(what));
			}
		}
		throw Unavailable.permanent("Cloudflare's list of %s has more than %d pages".formatted(what, MOST));
	}

	private static boolean isLast(int page, int size, Envelope<?> answer, List<?> items, int found) {
		Envelope.ResultInfo info = answer.resultInfo();
		if (items.isEmpty()) {
			return true;
		}
		if (info == null) {
			return false;
		}
		int perPage = (info.perPage() == null) ? size : info.perPage();
		if (countsOnePage(info, items, found, perPage)) {
			return false;
		}
		return (info.totalPages() != null && page >= info.totalPages())
				|| (info.totalCount() != null && (long) page * perPage >= info.totalCount());
	}

	/**
	 * Whether a page that brings nothing new comes after the last: some lists answer
	 * their last page, or all that they have, whichever page is asked for.
	 */
	private static boolean isWhole(int size, Envelope<?> answer, List<?> items, int found) {
		Envelope.ResultInfo info = answer.resultInfo();
		return (info != null && info.totalCount() != null) ? found >= info.totalCount() : items.size() < size;
	}

	/**
	 * Whether the totals may be those of this page alone, which Cloudflare gives for some
	 * lists: then only an empty page is the end. A first page that is not full is taken
	 * for all, or each list would cost one request more.
	 */
	private static boolean countsOnePage(Envelope.ResultInfo info, List<?> items, int found, int perPage) {
		return info.totalCount() != null && info.totalCount() <= items.size()
				&& (found > items.size() || items.size() >= perPage);
	}

	private static <T> List<T> requireComplete(String what, Map<Object, T> found, Envelope<?> answer) {
		Envelope.ResultInfo info = answer.resultInfo();
		if (info != null && info.totalCount() != null && found.size() < info.totalCount()) {
			throw new Unavailable("Cloudflare's list of %s has %d entries and gave only %d".formatted(what,
					info.totalCount(), found.size()));
		}
		return List.copyOf(found.values());
	}

}
