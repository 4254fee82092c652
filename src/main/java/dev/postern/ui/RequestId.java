package dev.postern.ui;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The number of the present request, which stands in the logs and on error pages. */
public final class RequestId {

	static final String KEY = "request";

	private RequestId() {
	}

	/** The number; {@code null} outside of requests. */
	public static @Nullable String current() {
		return MDC.get(KEY);
	}

}
