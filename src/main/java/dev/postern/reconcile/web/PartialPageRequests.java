package dev.postern.reconcile.web;

import org.jspecify.annotations.Nullable;

/** Tells requests for a part of a page from requests for the whole page. */
final class PartialPageRequests {

	/** Only htmx sends it. */
	static final String HEADER = "HX-Request";

	private PartialPageRequests() {
	}

	/** The part alone for htmx, the whole page for everybody else. */
	static String view(String page, String part, @Nullable String header) {
		return (header != null) ? "%s :: %s".formatted(page, part) : page;
	}

}
