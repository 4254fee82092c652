package dev.postern.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes the links to the parts of a long list. Lists are cut by key, so a cursor leads
 * only onwards; the way back is the cursors passed so far, kept in the address as
 * {@code from}.
 */
@Component
class Pager {

	private static final String CURSOR = "cursor";

	private static final String PASSED = "from";

	private final HttpServletRequest request;

	Pager(HttpServletRequest request) {
		this.request = request;
	}

	/** The address of the part that begins at a cursor. */
	public String after(String next) {
		return address(next, Stream.concat(passed().stream(), Stream.of(current())).toList());
	}

	/** The address of the part before this one; {@code null} on the first. */
	public @Nullable String before() {
		if (current().isEmpty()) {
			return null;
		}
		List<String> passed = new ArrayList<>(passed());
		return address(passed.isEmpty() ? "" : passed.removeLast(), passed);
	}

	private String current() {
		return Objects.requireNonNullElse(this.request.getParameter(CURSOR), "");
	}

	private List<String> passed() {
		return List.of(Objects.requireNonNullElse(this.request.getParameterValues(PASSED), new String[0]));
	}

	private String address(String cursor, List<String> passed) {
		Stream<String> filters = this.request.getParameterMap()
			.entrySet()
			.stream()
			.filter((parameter) -> !parameter.getKey().equals(CURSOR) && !parameter.getKey().equals(PASSED))
			.flatMap(Pager::pairs);
		Stream<String> position = cursor.isEmpty() ? Stream.empty()
				: Stream.concat(Stream.of(pair(CURSOR, cursor)), passed.stream().map((value) -> pair(PASSED, value)));
		return "?" + Stream.concat(filters, position).collect(Collectors.joining("&"));
	}

	private static Stream<String> pairs(Map.Entry<String, String[]> parameter) {
		return Stream.of(parameter.getValue())
			.filter((value) -> !value.isEmpty())
			.map((value) -> pair(parameter.getKey(), value));
	}

	private static String pair(String name, String value) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
