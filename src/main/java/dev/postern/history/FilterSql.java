package dev.postern.history;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.postern.history.LoginFilter.Outcome;
import dev.postern.kernel.LikePattern;
import org.jspecify.annotations.Nullable;

/** A filter as a condition on {@code login_event}. */
final class FilterSql {

	static final String CONDITION = """
			(CAST(:from AS timestamptz) IS NULL OR created_at >= :from)
			AND (CAST(:to AS timestamptz) IS NULL OR created_at < :to)
			AND (CAST(:person AS text) IS NULL OR user_email ILIKE :person)
			AND (CAST(:serverId AS uuid) IS NULL OR server_id = :serverId)
			AND (CAST(:server AS text) IS NULL OR server_name ILIKE :server OR app_domain ILIKE :server)
			AND (CAST(:address AS inet) IS NULL OR ip_address <<= CAST(:address AS inet))
			AND (CAST(:country AS text) IS NULL OR country = :country)
			AND (CAST(:outcome AS text) IS NULL
			  OR (:outcome = 'ALLOWED' AND allowed)
			  OR (:outcome = 'REFUSED' AND NOT allowed)
			  OR (:outcome = 'UNEXPLAINED' AND allowed AND is_explained = false)
			  OR (:outcome = 'FOREIGN' AND server_id IS NULL))""";

	private FilterSql() {
	}

	static Map<String, @Nullable Object> params(LoginFilter filter) {
		UUID serverId = id(filter.server());
		Outcome outcome = filter.outcome();
		String country = filter.country();
		Map<String, @Nullable Object> params = new HashMap<>();
		params.put("from", at(filter.from()));
		params.put("to", at(filter.to()));
		params.put("person", containing(filter.person()));
		params.put("serverId", serverId);
		params.put("server", (serverId == null) ? containing(filter.server()) : null);
		params.put("address", filter.address());
		params.put("country", (country != null) ? country.toUpperCase(Locale.ROOT) : null);
		params.put("outcome", (outcome != null) ? outcome.name() : null);
		return params;
	}

	private static @Nullable UUID id(@Nullable String text) {
		try {
			return (text != null) ? UUID.fromString(text) : null;
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

	private static @Nullable OffsetDateTime at(@Nullable Instant time) {
		return (time != null) ? time.atOffset(ZoneOffset.UTC) : null;
	}

	private static @Nullable String containing(@Nullable String part) {
		return (part != null) ? LikePattern.containing(part) : null;
	}

}
