package dev.postern.ui.input;

import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What somebody typed into the fields of a filter bar, beside the values that the address
 * holds already. A field is named {@code new-} and its property, the choice between “is”
 * and “is not” beside it {@code is-} and the property.
 */
public final class TypedFields {

	private static final String VALUE = "new-";

	private static final String SIGN = "is-";

	private TypedFields() {
	}

	/** Whether the request comes from the filter bar, and not from a link. */
	public static boolean any(HttpServletRequest request) {
		return request.getParameterMap()
			.keySet()
			.stream()
			.anyMatch((name) -> name.startsWith(VALUE) || name.startsWith(SIGN));
	}

	/** The values of a property; several of one field are parted by commas. */
	public static List<String> of(HttpServletRequest request, String property) {
		String text = request.getParameter(VALUE + property);
		return (text == null) ? List.of() : RepeatedValues.of(Arrays.asList(text.split(",")));
	}

	/** Whether the property is to have these values; else it must not. */
	public static boolean wanted(HttpServletRequest request, String property) {
		return !"not".equals(request.getParameter(SIGN + property));
	}

}
