package dev.postern.ui.search;

import java.util.List;
import java.util.function.Function;

/**
 * What was found of one kind.
 *
 * @param first the best of it
 * @param total how much fits
 * @param isKnown whether it can be known now what there is to find
 */
public record SearchHits(List<SearchHit> first, int total, boolean isKnown) {

	/** What there is to find is not known. */
	public static final SearchHits UNKNOWN = new SearchHits(List.of(), 0, false);

	public SearchHits {
		first = List.copyOf(first);
	}

	/** The first of those that fit. */
	public static <T> SearchHits of(List<T> found, int most, Function<T, SearchHit> hit) {
		return new SearchHits(found.stream().limit(most).map(hit).toList(), found.size(), true);
	}

}
