package dev.postern.ui.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.postern.ui.PartialPageRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** Asks for a part of the page that is being answered, as htmx would. */
class PanelRequest extends HttpServletRequestWrapper {

	/** What is said of the page is not said of the panel. */
	private static final Set<String> HIDDEN = caseless(HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_MODIFIED_SINCE,
			HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH);

	private final @Nullable String query;

	private final Map<String, String[]> parameters;

	private final Map<String, Optional<Object>> attributes = new HashMap<>();

	/**
	 * Asks for a panel.
	 * @param address of the panel; what was sent to the page is not sent to the panel
	 */
	PanelRequest(HttpServletRequest page, String address) {
		super(page);
		UriComponents panel = UriComponentsBuilder.fromUriString(address).build(true);
		this.query = panel.getQuery();
		this.parameters = panel.getQueryParams()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((one) -> decoded(one.getKey()),
					(one) -> one.getValue().stream().map(PanelRequest::decoded).toArray(String[]::new)));
	}

	private static String decoded(@Nullable String text) {
		return (text != null) ? URLDecoder.decode(text, StandardCharsets.UTF_8) : "";
	}

	/** What the panel notes is not noted of the page. */
	@Override
	public void setAttribute(String name, @Nullable Object value) {
		this.attributes.put(name, Optional.ofNullable(value));
	}

	@Override
	public void removeAttribute(String name) {
		this.attributes.put(name, Optional.empty());
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		Optional<Object> own = this.attributes.get(name);
		return (own != null) ? own.orElse(null) : super.getAttribute(name);
	}

	@Override
	public Enumeration<String> getAttributeNames() {
		Set<String> names = new HashSet<>(Collections.list(super.getAttributeNames()));
		this.attributes
			.forEach((name, value) -> value.ifPresentOrElse((some) -> names.add(name), () -> names.remove(name)));
		return Collections.enumeration(names);
	}

	@Override
	public @Nullable String getQueryString() {
		return this.query;
	}

	@Override
	public @Nullable String getParameter(String name) {
		String[] values = this.parameters.get(name);
		return (values != null) ? values[0] : null;
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		return this.parameters.get(name);
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return Collections.enumeration(this.parameters.keySet());
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		return Collections.unmodifiableMap(this.parameters);
	}

	@Override
	public String getMethod() {
		return HttpMethod.GET.name();
	}

	@Override
	public @Nullable String getHeader(String name) {
		if (PartialPageRequests.HEADER.equalsIgnoreCase(name)) {
			return "true";
		}
		return HIDDEN.contains(name) ? null : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		if (PartialPageRequests.HEADER.equalsIgnoreCase(name)) {
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
