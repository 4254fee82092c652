package dev.postern.fake.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** One operation of the API. */
public record Route(String method, List<String> pattern, RequiredPermission required, Handler handler) {

	/** The variables of the path, {@code null} when the path is another one. */
	@Nullable Map<String, String> match(List<String> segments) {
		if (segments.size() != this.pattern.size()) {
			return null;
		}
		Map<String, String> variables = new HashMap<>();
		for (int i = 0; i < segments.size(); i++) {
			String expected = this.pattern.get(i);
			if (expected.startsWith("{")) {
				variables.put(expected.substring(1, expected.length() - 1), segments.get(i));
			}
			else if (!expected.equals(segments.get(i))) {
				return null;
			}
		}
		return variables;
	}

	/** Answers a request, or throws {@link ApiException} and has changed nothing. */
	public interface Handler {

		Response handle(Request request);

	}

}
