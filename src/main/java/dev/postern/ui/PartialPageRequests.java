package dev.postern.ui;

import org.jspecify.annotations.Nullable;

/** Tells requests for a part of a page from requests for the whole page. */
public final class PartialPageRequests {

	/** Only htmx sends it. */
	public static final String HEADER = "HX-Request";

	private PartialPageRequests() {
	}

	/** The part alone for htmx, the whole page for everybody else. */
	public static String view(String page, String part, @Nullable String header) {
		return (header != null) ? "%s :: %s".formatted(page, part) : page;
	}

}
