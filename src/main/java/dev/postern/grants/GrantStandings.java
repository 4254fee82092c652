package dev.postern.grants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.rules.Policy;
import dev.postern.rules.TemporaryPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Follows what grants have at Cloudflare, from what was seen there: until when a login
 * may last is worked out from what stood, not from what was wished.
 */
@Service
public class GrantStandings {

	/** What Cloudflare takes where a policy does not say how long a login lasts. */
	private static final int USUAL_MINUTES = 24 * 60;

	private final JdbcClient jdbc;

	private final Clock clock;

	GrantStandings(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** A grant has begun. */
	void begin(Grant grant, OptionalInt minutes) {
		this.jdbc.sql("""
				INSERT INTO grant_standing (grant_id, server_id, email, shall_minutes, may_minutes)
				VALUES (:grant, :server, :email, :minutes, coalesce(CAST(:minutes AS integer), 0))""")
			.param("grant", grant.id().value())
			.param("server", grant.server().value())
			.param("email", grant.email().value())
			.param("minutes", minutes.isPresent() ? minutes.getAsInt() : null)
			.update();
	}

	/** A grant goes on where another one has ended, whose address just stays. */
	void handOver(Grant ended, Grant begun) {
		this.jdbc
			.sql("""
					UPDATE grant_standing later
					   SET may_minutes = greatest(later.may_minutes, before.may_minutes), seen_minutes = before.seen_minutes,
					       seen_at = before.seen_at, sessions_until = before.sessions_until
					  FROM grant_standing before WHERE before.grant_id = :ended AND later.grant_id = :begun""")
			.param("ended", ended.id().value())
			.param("begun", begun.id().value())
			.update();
		this.jdbc
			.sql("""
					UPDATE grant_standing SET shall_minutes = NULL, seen_minutes = NULL, sessions_until = NULL, gone_at = :now
					 WHERE grant_id = :ended""")
			.param("ended", ended.id().value())
			.param("now", GrantStore.stored(now()))
			.update();
	}

	/**
	 * Says how long a login may last from now on.
	 * @param minutes empty when nobody is let in any more
	 * @return whether that is something else than before
	 */
	boolean shall(GrantId grant, OptionalInt minutes) {
		Integer wanted = minutes.isPresent() ? minutes.getAsInt() : null;
		return this.jdbc.sql("""
				UPDATE grant_standing
				   SET shall_minutes = CAST(:minutes AS integer),
				       may_minutes = greatest(may_minutes, coalesce(CAST(:minutes AS integer), 0)),
				       gone_at = CASE WHEN CAST(:minutes AS integer) IS NULL THEN gone_at END
				 WHERE grant_id = :grant AND shall_minutes IS DISTINCT FROM CAST(:minutes AS integer)""")
			.param("grant", grant.value())
			.param("minutes", wanted)
			.update() > 0;
	}

	/** Notes that people were told of the end. */
	boolean tellEnd(GrantId grant) {
		return this.jdbc
			.sql("UPDATE grant_standing SET told_end_at = :now WHERE grant_id = :grant AND told_end_at IS NULL")
			.param("grant", grant.value())
			.param("now", GrantStore.stored(now()))
			.update() > 0;
	}

	/** What a grant has; empty for one that has not begun. */
	public Optional<GrantStanding> of(GrantId grant) {
		return Optional.ofNullable(of(List.of(grant)).get(grant));
	}

	/** The same of several, in one read; those that have not begun are left out. */
	public Map<GrantId, GrantStanding> of(Collection<GrantId> grants) {
		Map<GrantId, GrantStanding> found = new HashMap<>();
		this.jdbc.sql("SELECT * FROM grant_standing WHERE grant_id = ANY (:grants)")
			.param("grants", grants.stream().map(GrantId::value).toArray(UUID[]::new))
			.query(GrantStandings::standing)
			.list()
			.forEach((standing) -> found.put(standing.grant(), standing));
		return found;
	}

	/**
	 * Servers of which somebody who is not let in any more, or for less long than before,
	 * may still stand at Cloudflare.
	 */
	public List<ServerId> overdue() {
		return this.jdbc.sql("""
				SELECT DISTINCT server_id FROM grant_standing
				 WHERE gone_at IS NULL AND (shall_minutes IS NULL OR shall_minutes < may_minutes) ORDER BY server_id""")
			.query((row, number) -> new ServerId(row.getObject(1, UUID.class)))
			.list();
	}

	/**
	 * Notes what was just seen of the applications of some servers.
	 * @param policies those of each application; none where there is no application
	 */
	@Transactional
	public void seen(Map<ServerId, List<Policy>> policies) {
		if (policies.isEmpty()) {
			return;
		}
		List<GrantStanding> open = this.jdbc
			.sql("""
					SELECT * FROM grant_standing
					 WHERE server_id = ANY (:servers) AND (gone_at IS NULL OR shall_minutes IS NOT NULL) ORDER BY grant_id FOR UPDATE""")
			.param("servers", policies.keySet().stream().map(ServerId::value).toArray(UUID[]::new))
			.query(GrantStandings::standing)
			.list();
		for (GrantStanding standing : open) {
			List<Policy> seen = policies.getOrDefault(standing.server(), List.of());
			store(standing, standing.seen(minutes(seen, standing.email()), now()));
		}
	}

	private static OptionalInt minutes(List<Policy> policies, EmailAddress email) {
		if (!TemporaryPolicy.people(policies).contains(email)) {
			return OptionalInt.empty();
		}
		return OptionalInt.of(TemporaryPolicy.session(policies)
			.map((session) -> (int) session.plus(Duration.ofSeconds(59)).toMinutes())
			.orElse(USUAL_MINUTES));
	}

	/** Nothing stands any more of servers that are gone. */
	void forgetGone() {
		this.jdbc.sql("""
				UPDATE grant_standing s SET gone_at = :now, shall_minutes = NULL, seen_minutes = NULL
				 WHERE gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM server WHERE server.id = s.server_id)""")
			.param("now", GrantStore.stored(now()))
			.update();
	}

	/** Those that are out and whose logins may last longer than they should. */
	List<GrantStanding> outliving() {
		return this.jdbc
			.sql("""
					SELECT s.* FROM grant_standing s JOIN access_grant g ON g.id = s.grant_id
					 WHERE s.gone_at IS NOT NULL AND s.shall_minutes IS NULL AND s.tokens_ended_at IS NULL
					   AND s.sessions_until > :now AND s.sessions_until > coalesce(g.closed_at, g.ends_at) ORDER BY s.gone_at""")
			.param("now", GrantStore.stored(now()))
			.query(GrantStandings::standing)
			.list();
	}

	/** Notes that a person's logins were ended. */
	void tokensEnded(GrantId grant) {
		this.jdbc.sql("UPDATE grant_standing SET tokens_ended_at = :now WHERE grant_id = :grant")
			.param("grant", grant.value())
			.param("now", GrantStore.stored(now()))
			.update();
	}

	private void store(GrantStanding before, GrantStanding after) {
		if (before.equals(after)) {
			return;
		}
		this.jdbc
			.sql("""
					UPDATE grant_standing
					   SET may_minutes = :may, seen_minutes = :seen, seen_at = :seenAt, sessions_until = :until, gone_at = :gone
					 WHERE grant_id = :grant""")
			.param("grant", after.grant().value())
			.param("may", after.mayMinutes())
			.param("seen", after.seenMinutes())
			.param("seenAt", GrantStore.stored(after.seenAt()))
			.param("until", GrantStore.stored(after.sessionsUntil()))
			.param("gone", GrantStore.stored(after.goneAt()))
			.update();
	}

	private static GrantStanding standing(ResultSet row, int number) throws SQLException {
		return new GrantStanding(new GrantId(row.getObject("grant_id", UUID.class)),
				new ServerId(row.getObject("server_id", UUID.class)), EmailAddress.of(row.getString("email")),
				row.getObject("shall_minutes", Integer.class), row.getInt("may_minutes"),
				row.getObject("seen_minutes", Integer.class), time(row, "seen_at"), time(row, "sessions_until"),
				time(row, "gone_at"), time(row, "tokens_ended_at"));
	}

	private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
