package dev.postern.ui.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
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
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.util.UriComponentsBuilder;

/** Asks for a part of the page that is being answered, as htmx would. */
class PanelRequest extends HttpServletRequestWrapper {

	/** What is said of the page is not said of the panel. */
	private static final Set<String> HIDDEN = caseless(HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_MODIFIED_SINCE,
			HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH);

	private final @Nullable String query;

	private final Map<String, String[]> parameters;

	/** The request that is measured is that for the page. */
	private final Map<String, Optional<Object>> attributes = new HashMap<>(
			Map.of(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, Optional.empty()));

	/**
	 * Asks for a panel.
	 * @param address of the panel; what was sent to the page is not sent to the panel
	 */
	PanelRequest(HttpServletRequest page, String address) {
		super(page);
		int path = address.indexOf('?');
		this.query = (path < 0) ? null : address.substring(path + 1);
		this.parameters = (path < 0) ? Map.of() : parameters(address);
	}

	private static Map<String, String[]> parameters(String address) {
		return UriComponentsBuilder.fromUriString(address)
			.build(true)
			.getQueryParams()
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

	/**
	 * Those of the panel alone: the servlet asks for them to put back what is noted of
	 * the page, to which nothing happens.
	 */
	@Override
	public Enumeration<String> getAttributeNames() {
		return Collections.enumeration(this.attributes.entrySet()
			.stream()
			.filter((own) -> own.getValue().isPresent())
			.map(Map.Entry::getKey)
			.toList());
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
