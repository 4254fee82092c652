package dev.postern.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes the links by which people sort a list and take filters away again; each begins
 * the list anew.
 */
@Component
class ListLinks {

	private static final String SORT = "sort";

	private static final Set<String> POSITION = Set.of("cursor", "from");

	private final HttpServletRequest request;

	ListLinks(HttpServletRequest request) {
		this.request = request;
	}

	/**
	 * The address of the list sorted by a column, the other way round when it is already.
	 * @param first how it is sorted by the column at first, for example
	 * {@code -lastLogin}
	 * @param usual how it is sorted when the address does not say
	 */
	public String sorted(String first, String usual) {
		String now = order(usual);
		String column = column(first);
		String next = !column(now).equals(column) ? first : now.startsWith("-") ? column : "-" + column;
		return address(Stream.concat(others(SORT, null), next.equals(usual) ? Stream.empty() : pair(SORT, next)));
	}

	/** For {@code aria-sort}; {@code null} when the list is not sorted by the column. */
	public @Nullable String direction(String first, String usual) {
		String now = order(usual);
		return !column(now).equals(column(first)) ? null : now.startsWith("-") ? "descending" : "ascending";
	}

	/** The address of the list without one value of a filter. */
	public String without(String filter, String value) {
		return address(others(filter, value));
	}

	/** The address of the list with one value more of a filter. */
	public String with(String filter, String value) {
		return address(Stream.concat(others(filter, value), pair(filter, value)));
	}

	/** Pairs of the address, except for a place in the list and for a parameter. */
	private Stream<String> others(String name, @Nullable String value) {
		return this.request.getParameterMap()
			.entrySet()
			.stream()
			.filter((parameter) -> !POSITION.contains(parameter.getKey()))
			.flatMap(ListLinks::pairs)
			.filter((pair) -> !pair.getKey().equals(name) || (value != null && !pair.getValue().equals(value)))
			.flatMap((pair) -> pair(pair.getKey(), pair.getValue()));
	}

	private String order(String usual) {
		String sort = Objects.requireNonNullElse(this.request.getParameter(SORT), "");
		return sort.isBlank() ? usual : sort.strip();
	}

	private static String column(String order) {
		return order.startsWith("-") ? order.substring(1) : order;
	}

	private static Stream<Map.Entry<String, String>> pairs(Map.Entry<String, String[]> parameter) {
		return Stream.of(parameter.getValue())
			.filter((value) -> !value.isEmpty())
			.map((value) -> Map.entry(parameter.getKey(), value));
	}

	private static Stream<String> pair(String name, String value) {
		return Stream.of(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
				+ URLEncoder.encode(value, StandardCharsets.UTF_8));
	}

	private static String address(Stream<String> pairs) {
		return "?" + pairs.collect(Collectors.joining("&"));
	}

}
