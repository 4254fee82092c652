package dev.postern.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.postern.jobs.Backoff;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers what Cloudflare refused, over passes and instances. Many refusals pass by
 * themselves, so it is tried again with growing pauses; only after a while does the
 * server count as held.
 */
@Component
class Refusals {

	/** A change of type closes the way in for a moment, so it is not tried often. */
	private static final Duration TYPE_CHANGE_LONGEST = Duration.ofHours(24);

	private final JdbcClient jdbc;

	private final ReconcileProperties properties;

	private final Clock clock;

	Refusals(JdbcClient jdbc, ReconcileProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/** Those of some servers that are remembered. */
	Map<ServerId, Refusal> of(Collection<ServerId> servers) {
		Map<ServerId, Refusal> found = new HashMap<>();
		this.jdbc.sql("SELECT * FROM refusal WHERE server_id = ANY (:servers)")
			.param("servers", servers.stream().map(ServerId::value).toArray(UUID[]::new))
			.query((row, number) -> Map.entry(new ServerId(row.getObject("server_id", UUID.class)), refusal(row)))
			.list()
			.forEach((entry) -> found.put(entry.getKey(), entry.getValue()));
		return found;
	}

	/**
	 * Notes one more refusal, and says what to make of it. What is held is tried again
	 * when its tunnel is looked at anyway; a server whose application went to come again
	 * may be down, so it is never held.
	 */
	Stop refused(ServerId server, Problem problem) {
		Refusal before = find(server).orElse(Refusal.NONE);
		Instant now = this.clock.instant();
		Instant since = (before.since() != null) ? before.since() : now;
		boolean passing = before.formerType() != null || now.isBefore(since.plus(this.properties.patience()));
		Instant retryAt = now
			.plus(passing ? this.properties.backoff().pause(before.times()) : this.properties.driftEvery());
		save(server, new Refusal(since, before.times() + 1, retryAt, before.formerType()));
		return new Stop(passing ? Phase.FAILED : Phase.HELD, problem.retryingAt(retryAt));
	}

	/**
	 * Notes that what was made for a server is not shown yet, which passes for certain.
	 */
	Stop awaited(ServerId server, Problem problem) {
		Refusal before = find(server).orElse(Refusal.NONE);
		Instant retryAt = this.clock.instant().plus(this.properties.backoff().pause(before.times()));
		save(server, new Refusal(before.since(), before.times() + 1, retryAt, before.formerType()));
		return new Stop(Phase.APPLYING, problem.retryingAt(retryAt));
	}

	/**
	 * Notes that a server stands as another type again, since the wanted one was refused.
	 */
	Stop typeRefused(ServerId server, Problem problem) {
		Refusal before = find(server).orElse(Refusal.NONE);
		Instant now = this.clock.instant();
		Instant retryAt = now
			.plus(new Backoff(this.properties.driftEvery(), TYPE_CHANGE_LONGEST).pause(before.times()));
		save(server, new Refusal((before.since() != null) ? before.since() : now, before.times() + 1, retryAt,
				before.formerType()));
		return new Stop(Phase.HELD, problem.retryingAt(retryAt));
	}

	/** Notes, before an application goes, of which type the one was that worked. */
	void rebuilding(ServerId server, String formerType) {
		this.jdbc.sql("""
				INSERT INTO refusal (server_id, former_type) VALUES (:server, :type)
				ON CONFLICT ON CONSTRAINT refusal_pk DO UPDATE SET former_type = excluded.former_type""")
			.param("server", server.value())
			.param("type", formerType)
			.update();
	}

	/** An edit is tried at once, whatever became of the one before. */
	void edited(ServerId server) {
		this.jdbc.sql("UPDATE refusal SET since = NULL, times = 0, retry_at = NULL WHERE server_id = :server")
			.param("server", server.value())
			.update();
	}

	/** Notes that nothing of these was refused any more. */
	void forget(Collection<ServerId> servers) {
		this.jdbc.sql("DELETE FROM refusal WHERE server_id = ANY (:servers)")
			.param("servers", servers.stream().map(ServerId::value).toArray(UUID[]::new))
			.update();
	}

	private Optional<Refusal> find(ServerId server) {
		return this.jdbc.sql("SELECT * FROM refusal WHERE server_id = :server")
			.param("server", server.value())
			.query((row, number) -> refusal(row))
			.optional();
	}

	private void save(ServerId server, Refusal refusal) {
		this.jdbc.sql("""
				INSERT INTO refusal (server_id, since, times, retry_at) VALUES (:server, :since, :times, :retryAt)
				ON CONFLICT ON CONSTRAINT refusal_pk DO UPDATE
				SET since = excluded.since, times = excluded.times, retry_at = excluded.retry_at""")
			.param("server", server.value())
			.param("since", timestamp(refusal.since()))
			.param("times", refusal.times())
			.param("retryAt", timestamp(refusal.retryAt()))
			.update();
	}

	private static Refusal refusal(ResultSet row) throws SQLException {
		return new Refusal(instant(row.getTimestamp("since")), row.getInt("times"),
				instant(row.getTimestamp("retry_at")), row.getString("former_type"));
	}

	private static @Nullable Instant instant(@Nullable Timestamp time) {
		return (time != null) ? time.toInstant() : null;
	}

	private static @Nullable Timestamp timestamp(@Nullable Instant time) {
		return (time != null) ? Timestamp.from(time) : null;
	}

	/**
	 * What was refused of one server.
	 *
	 * @param since when it was first refused; {@code null} when it was not
	 * @param formerType the type that its application had before the one that is wanted
	 */
	record Refusal(@Nullable Instant since, int times, @Nullable Instant retryAt, @Nullable String formerType) {

		private static final Refusal NONE = new Refusal(null, 0, null, null);

		static Refusal of(String formerType) {
			return NONE.withFormerType(formerType);
		}

		Refusal withFormerType(String type) {
			return new Refusal(this.since, this.times, this.retryAt, type);
		}

		/** Whether it is not yet time to try again. */
		boolean isAwaited(Instant now) {
			return this.retryAt != null && this.retryAt.isAfter(now);
		}

	}

	/** Why a server is not as it should be after a pass, and how that is to be shown. */
	record Stop(Phase phase, Problem problem) {
	}

}
