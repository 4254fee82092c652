package dev.postern.history.search;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Logins that have one thing in common.
 *
 * @param value what that is, as a filter takes it
 * @param name what the server was called at the last of them; {@code null} for other
 * groups and where no server is known
 * @param key tells the groups of one question apart
 */
public record LoginGroup(String value, @Nullable String name, @JsonIgnore String key, long logins, long refused,
		long unexplained, Instant first, Instant last) {

	/** How a filter names what is not known. */
	public static final String UNKNOWN = "unknown";

	/** What begins the value of an application that is no server. */
	public static final String FOREIGN = "app:";

}
