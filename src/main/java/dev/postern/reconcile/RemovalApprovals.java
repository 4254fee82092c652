package dev.postern.reconcile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;

import dev.postern.kernel.Actor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * People's word that as much may be removed as they have seen. Good for the same removals
 * only; a scope is the id of a tunnel, or {@link #GROUPS}.
 */
@Component
public class RemovalApprovals {

	public static final String GROUPS = "groups";

	private final JdbcClient jdbc;

	private final Clock clock;

	RemovalApprovals(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Whether somebody has approved the removals.
	 * @param basis names the removals
	 */
	public boolean isApproved(String scope, String basis) {
		return this.jdbc.sql("SELECT count(*) FROM approved_removals WHERE scope = :scope AND basis = :basis")
			.param("scope", scope)
			.param("basis", basis)
			.query(Integer.class)
			.single() > 0;
	}

	/** Notes a person's word; whether it is a new one. */
	public boolean approve(String scope, String basis, Actor actor) {
		return this.jdbc.sql("""
				INSERT INTO approved_removals (scope, basis, approved_by, approved_at)
				VALUES (:scope, :basis, :actor, :now) ON CONFLICT DO NOTHING""")
			.param("scope", scope)
			.param("basis", basis)
			.param("actor", actor.name())
			.param("now", Timestamp.from(this.clock.instant()))
			.update() > 0;
	}

	/**
	 * Used up once the removals stand; the next ones ask again.
	 * @param until a word that was given later is for removals that are still to be asked
	 * for
	 */
	void forget(String scope, Instant until) {
		this.jdbc.sql("DELETE FROM approved_removals WHERE scope = :scope AND approved_at <= :until")
			.param("scope", scope)
			.param("until", Timestamp.from(until))
			.update();
	}

}
