package dev.postern.fake.api;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses calls, for faults and in the journal; {@link Calls} has the usual ones. */
@FunctionalInterface
public interface CallMatcher {

	boolean matches(Call call);

	/**
	 * By method and path.
	 * @param method {@code *} for all
	 * @param path relative to {@code /client/v4}; {@code *} stands for one segment,
	 * {@code **} for any number of them
	 */
	static CallMatcher of(String method, String path) {
		Pattern pattern = Pattern
			.compile(Stream.of(path.split("(?=\\*\\*|(?<!\\*)\\*)|(?<=\\*)(?!\\*)")).map((part) -> switch (part) {
				case "**" -> ".*";
				case "*" -> "[^/]*";
				default -> Pattern.quote(part);
			}).collect(Collectors.joining()));
		return (call) -> (method.equals("*") || method.equals(call.method())) && pattern.matcher(call.path()).matches();
	}

	default CallMatcher and(CallMatcher other) {
		return (call) -> matches(call) && other.matches(call);
	}

	/** Only calls whose body or query says the text, for example a hostname. */
	default CallMatcher mentioning(String text) {
		return and((call) -> call.text().contains(text) || call.query().toString().contains(text));
	}

}
