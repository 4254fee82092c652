package dev.postern.cloudflare;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * The outer part of a successful answer.
 *
 * @param resultInfo where in a list this page stands; not every list says
 */
record Envelope<T>(@Nullable T result, @JsonProperty("result_info") @Nullable ResultInfo resultInfo) {

	/** The result, which must be there. */
	T requireResult(String what) {
		if (this.result == null) {
			throw Unavailable.permanent("Cloudflare's answer holds no " + what);
		}
		return this.result;
	}

	/** The objects of a list, each of which must be there. */
	static <T> List<T> requireNoNulls(String what, List<T> items) {
		for (T item : items) {
			if (item == null) {
				throw Unavailable.permanent("Cloudflare's list of %s has a hole in it".formatted(what));
			}
		}
		return items;
	}

	/** Cloudflare leaves out what does not fit a kind of list. */
	record ResultInfo(@JsonProperty("per_page") @Nullable Integer perPage,
			@JsonProperty("total_count") @Nullable Integer totalCount,
			@JsonProperty("total_pages") @Nullable Integer totalPages) {
	}

}
