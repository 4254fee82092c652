package dev.postern.ui;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Asks for a part of the page that is being answered, as htmx would. */
class PanelRequest extends HttpServletRequestWrapper {

	private static final String HTMX = "HX-Request";

	/** What is said of the page is not said of the panel. */
	private static final Set<String> HIDDEN = caseless(HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_MODIFIED_SINCE,
			HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH);

	PanelRequest(HttpServletRequest page) {
		super(page);
	}

	@Override
	public String getMethod() {
		return HttpMethod.GET.name();
	}

	@Override
	public @Nullable String getHeader(String name) {
		if (HTMX.equalsIgnoreCase(name)) {
			return "true";
		}
		return HIDDEN.contains(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		if (HTMX.equalsIgnoreCase(name)) {
			return Collections.enumeration(List.of("true"));
		}
		return HIDDEN.contains(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
	}

	private static Set<String> caseless(String... names) {
		Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		Collections.addAll(set, names);
		return set;
	}

}
