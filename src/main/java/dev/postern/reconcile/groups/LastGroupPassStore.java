package dev.postern.reconcile.groups;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.postern.directory.groups.Group;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers what the last pass over the groups has seen of them. */
@Component
class LastGroupPassStore {

	private final JdbcClient jdbc;

	LastGroupPassStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Everything about groups that a pass acts on. */
	static String seen(Collection<Group> groups) {
		return groups.stream()
			.map((group) -> "%s:%d".formatted(group.id(), group.generation()))
			.sorted()
			.collect(Collectors.joining(","));
	}

	Optional<LastPass> last() {
		return this.jdbc.sql("SELECT seen, retry_at, failures FROM group_pass").query((row, number) -> {
			Timestamp retryAt = row.getTimestamp("retry_at");
			return new LastPass(row.getString("seen"), (retryAt != null) ? retryAt.toInstant() : null,
					row.getInt("failures"));
		}).optional();
	}

	void remember(LastPass pass) {
		this.jdbc.sql("""
				INSERT INTO group_pass (seen, retry_at, failures) VALUES (:seen, :retryAt, :failures)
				ON CONFLICT ON CONSTRAINT group_pass_pk DO UPDATE
				SET seen = excluded.seen, retry_at = excluded.retry_at, failures = excluded.failures""")
			.param("seen", pass.seen())
			.param("retryAt", (pass.retryAt() != null) ? Timestamp.from(pass.retryAt()) : null)
			.param("failures", pass.failures())
			.update();
	}

	/**
	 * How a pass ended.
	 *
	 * @param retryAt when it is to be tried again; {@code null} when it came to an end
	 * @param failures how many passes in a row, up to this one, could not go on
	 */
	record LastPass(String seen, @Nullable Instant retryAt, int failures) {
	}

}
