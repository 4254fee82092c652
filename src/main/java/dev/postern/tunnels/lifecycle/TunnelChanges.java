package dev.postern.tunnels.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.postern.kernel.Actor;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.KnownTunnel;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes what is asked of a tunnel before Cloudflare is asked, and what came of it after,
 * each with its audit entry in one transaction (I10). Nothing here ever sees a token
 * (I9).
 */
@Component
public class TunnelChanges {

	private final JdbcClient jdbc;

	private final TunnelAudit audit;

	private final TunnelUseLookup uses;

	private final MadeTunnels made;

	private final Clock clock;

	TunnelChanges(JdbcClient jdbc, TunnelAudit audit, TunnelUseLookup uses, MadeTunnels made, Clock clock) {
		this.jdbc = jdbc;
		this.audit = audit;
		this.uses = uses;
		this.made = made;
		this.clock = clock;
	}

	/**
	 * To be called in the transaction that stores what uses a tunnel: nobody begins to
	 * remove the tunnel until its commit.
	 * @throws TunnelBeingRemoved when somebody has begun, until it is known whether it
	 * stays
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void hold(TunnelId tunnel) {
		Marks marks = locked(tunnel, "SHARE");
		if (marks.removed() || marks.removalAsked() != null) {
			throw new TunnelBeingRemoved(tunnel);
		}
	}

	/** When its token was last changed here; empty when it never was. */
	@Transactional(readOnly = true)
	public Optional<Instant> rotatedAt(TunnelId tunnel) {
		return this.jdbc
			.sql("SELECT rotated_at FROM tunnel_change WHERE tunnel_id = :tunnel AND rotated_at IS NOT NULL")
			.param("tunnel", tunnel.value())
			.query((row, number) -> row.getTimestamp("rotated_at").toInstant())
			.optional();
	}

	/**
	 * When Cloudflare was asked to close the connections of its connectors; empty when it
	 * never was, or said that it has.
	 */
	@Transactional(readOnly = true)
	public Optional<Instant> closingAskedAt(TunnelId tunnel) {
		return this.jdbc.sql(
				"SELECT closing_asked_at FROM tunnel_change WHERE tunnel_id = :tunnel AND closing_asked_at IS NOT NULL")
			.param("tunnel", tunnel.value())
			.query((row, number) -> row.getTimestamp("closing_asked_at").toInstant())
			.optional();
	}

	/** What was asked of it without a known outcome. */
	@Transactional(readOnly = true)
	public Optional<OpenChange> open(TunnelId tunnel) {
		return open().stream().filter((change) -> change.tunnel().equals(tunnel)).findFirst();
	}

	/**
	 * What was asked of tunnels that are not known to be gone, without a known outcome.
	 */
	@Transactional(readOnly = true)
	List<OpenChange> open() {
		return this.jdbc.sql("""
				SELECT * FROM tunnel_change
				WHERE removed_at IS NULL AND (rotation_asked_at IS NOT NULL OR removal_asked_at IS NOT NULL)
				ORDER BY tunnel_id""").query(TunnelChanges::readOpen).list();
	}

	/**
	 * Notes that another token is about to be asked for.
	 * @param chosen the secret that it is to have
	 * @param closes whether the connections of its connectors are to be closed afterwards
	 * @return when it was asked for, to the microsecond
	 * @throws TunnelBusy when somebody else asks just now
	 * @throws TokenJustRotated when it has had another one for less than a minute
	 */
	@Transactional
	Instant rotationAsked(KnownTunnel tunnel, SecretDigest chosen, boolean closes, Actor actor) {
		Marks marks = locked(tunnel.id(), "UPDATE");
		if (isRecent(marks.rotationAsked()) || isRecent(marks.removalAsked())) {
			throw new TunnelBusy(tunnel.id());
		}
		if (isRecent(marks.rotated())) {
			throw new TokenJustRotated(tunnel.id());
		}
		Instant now = now();
		this.jdbc.sql("""
				UPDATE tunnel_change SET rotation_asked_at = :now, rotation_digest = :chosen, rotation_closes = :closes
				WHERE tunnel_id = :tunnel""")
			.param("now", Timestamp.from(now))
			.param("chosen", chosen.hex())
			.param("closes", closes)
			.param("tunnel", tunnel.id().value())
			.update();
		this.audit.record(actor, "rotation_requested", tunnel.id().toString(), tunnel.name(), null);
		return now;
	}

	/**
	 * It has another token, as was asked for then.
	 * @return since when whoever notes this is to close the connections of its
	 * connectors; empty when they stay, or somebody else has noted it
	 */
	@Transactional
	Optional<Instant> rotated(KnownTunnel tunnel, Instant asked, boolean closes, Actor actor) {
		boolean noted = endRotation(tunnel.id(), tunnel.name(), asked, now(), "rotated", actor);
		return (noted && closes) ? Optional.of(closingAsked(tunnel.id(), tunnel.name(), actor)) : Optional.empty();
	}

	/**
	 * It is seen to have another token; since when exactly nobody knows.
	 * @return since when whoever notes this is to close the connections of its
	 * connectors; empty when they stay, or somebody else has noted it
	 */
	@Transactional
	Optional<Instant> foundRotated(OpenChange change, String name, Actor actor) {
		boolean noted = endRotation(change.tunnel(), name, change.rotationAsked(), change.rotationAsked(), "rotated",
				actor);
		return (noted && change.closes()) ? Optional.of(closingAsked(change.tunnel(), name, actor)) : Optional.empty();
	}

	/** It is seen to have the token of before. */
	@Transactional
	void notRotated(OpenChange change, String name, Actor actor) {
		endRotation(change.tunnel(), name, change.rotationAsked(), null, "not_rotated", actor);
	}

	@Transactional
	void rotationRefused(KnownTunnel tunnel, Instant asked, Actor actor) {
		endRotation(tunnel.id(), tunnel.name(), asked, null, "rotation_refused", actor);
	}

	/** Of all who see what came of a request one notes it. */
	private boolean endRotation(TunnelId tunnel, String name, @Nullable Instant asked, @Nullable Instant rotatedAt,
			String verb, Actor actor) {
		int noted = this.jdbc.sql("""
				UPDATE tunnel_change SET rotated_at = coalesce(CAST(:at AS timestamptz), rotated_at),
				  rotation_asked_at = NULL, rotation_digest = NULL, rotation_closes = false
				WHERE tunnel_id = :tunnel AND rotation_asked_at = CAST(:asked AS timestamptz)""")
			.param("at", timestamp(rotatedAt))
			.param("tunnel", tunnel.value())
			.param("asked", timestamp(asked))
			.update();
		if (noted > 0) {
			this.audit.record(actor, verb, tunnel.toString(), name, null);
		}
		return noted > 0;
	}

	/** Notes that the connections of its connectors are about to be closed. */
	private Instant closingAsked(TunnelId tunnel, String name, Actor actor) {
		Instant now = now();
		this.jdbc.sql("UPDATE tunnel_change SET closing_asked_at = :now WHERE tunnel_id = :tunnel")
			.param("now", Timestamp.from(now))
			.param("tunnel", tunnel.value())
			.update();
		this.audit.record(actor, "connections_closed", tunnel.toString(), name, null);
		return now;
	}

	/** The connections are closed, as was asked for then. */
	@Transactional
	void closed(TunnelId tunnel, Instant asked) {
		this.jdbc.sql("""
				UPDATE tunnel_change SET closing_asked_at = NULL
				WHERE tunnel_id = :tunnel AND closing_asked_at = :asked""")
			.param("tunnel", tunnel.value())
			.param("asked", Timestamp.from(asked))
			.update();
	}

	/**
	 * Notes that it is about to be removed; from then on nothing begins to use it.
	 * @param unseenZones in how many zones nobody looked for records that point at it
	 * @return when it was asked for, to the microsecond
	 * @throws TunnelInUse when something uses it already
	 * @throws TunnelBusy when somebody else does something with it just now
	 */
	@Transactional
	Instant removalAsked(KnownTunnel tunnel, int unseenZones, Actor actor) {
		Marks marks = locked(tunnel.id(), "UPDATE");
		if (isRecent(marks.rotationAsked()) || isRecent(marks.removalAsked())) {
			throw new TunnelBusy(tunnel.id());
		}
		refuseWhereUsed(tunnel.id());
		Instant now = removalNoted(tunnel.id());
		this.audit.record(actor, "removal_requested", tunnel.id().toString(), tunnel.name(),
				(unseenZones > 0) ? Map.of("zonesNotLookedAt", unseenZones) : null);
		return now;
	}

	/**
	 * Renews the note of a removal right before Cloudflare is asked, however long the
	 * looks took.
	 * @param asked when it was asked for
	 * @return what takes the place of that, to the microsecond
	 * @throws TunnelInUse when something in Postern has come to use it
	 * @throws TunnelBusy when the removal was settled, or somebody else does something
	 * with it just now
	 */
	@Transactional
	Instant removalBegun(KnownTunnel tunnel, Instant asked) {
		Marks marks = locked(tunnel.id(), "UPDATE");
		refuseWhereUsed(tunnel.id());
		if (!asked.equals(marks.removalAsked()) || marks.removed() || isRecent(marks.rotationAsked())) {
			throw new TunnelBusy(tunnel.id());
		}
		return removalNoted(tunnel.id());
	}

	/**
	 * It stays.
	 * @param verb {@code removal_refused}, or {@code not_deleted} when the answer was
	 * lost
	 */
	@Transactional
	void notRemoved(KnownTunnel tunnel, Instant asked, String verb, Actor actor) {
		int noted = this.jdbc.sql("""
				UPDATE tunnel_change SET removal_asked_at = NULL
				WHERE tunnel_id = :tunnel AND removal_asked_at = :asked AND removed_at IS NULL""")
			.param("tunnel", tunnel.id().value())
			.param("asked", Timestamp.from(asked))
			.update();
		if (noted > 0) {
			this.audit.record(actor, verb, tunnel.id().toString(), tunnel.name(), null);
		}
	}

	/**
	 * It is gone.
	 * @param verb {@code deleted}, or {@code found_deleted} when the answer was lost
	 */
	@Transactional
	void removed(TunnelId tunnel, String name, String verb, Actor actor) {
		int noted = this.jdbc
			.sql("UPDATE tunnel_change SET removed_at = :now WHERE tunnel_id = :tunnel AND removed_at IS NULL")
			.param("now", Timestamp.from(now()))
			.param("tunnel", tunnel.value())
			.update();
		if (noted > 0) {
			boolean madeHere = this.made.removed(tunnel);
			this.audit.record(actor, verb, tunnel.toString(), name, Map.of("madeHere", madeHere));
		}
	}

	private void refuseWhereUsed(TunnelId tunnel) {
		List<TunnelUse> found = this.uses.here(tunnel);
		if (!found.isEmpty()) {
			throw new TunnelInUse(tunnel, found);
		}
	}

	private Instant removalNoted(TunnelId tunnel) {
		Instant now = now();
		this.jdbc.sql("UPDATE tunnel_change SET removal_asked_at = :now WHERE tunnel_id = :tunnel")
			.param("now", Timestamp.from(now))
			.param("tunnel", tunnel.value())
			.update();
		return now;
	}

	private Marks locked(TunnelId tunnel, String strength) {
		this.jdbc.sql("INSERT INTO tunnel_change (tunnel_id) VALUES (:tunnel) ON CONFLICT DO NOTHING")
			.param("tunnel", tunnel.value())
			.update();
		return this.jdbc.sql("SELECT * FROM tunnel_change WHERE tunnel_id = :tunnel FOR " + strength)
			.param("tunnel", tunnel.value())
			.query((row, number) -> new Marks(instant(row.getTimestamp("rotation_asked_at")),
					instant(row.getTimestamp("rotated_at")), instant(row.getTimestamp("removal_asked_at")),
					row.getTimestamp("removed_at") != null))
			.single();
	}

	private boolean isRecent(@Nullable Instant asked) {
		return asked != null && !MadeTunnels.isOver(asked, now());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static OpenChange readOpen(ResultSet row, int number) throws SQLException {
		String digest = row.getString("rotation_digest");
		return new OpenChange(new TunnelId(row.getObject("tunnel_id", UUID.class)),
				instant(row.getTimestamp("rotation_asked_at")), (digest != null) ? new SecretDigest(digest) : null,
				row.getBoolean("rotation_closes"), instant(row.getTimestamp("removal_asked_at")));
	}

	private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
		return (instant != null) ? Timestamp.from(instant) : null;
	}

	private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

	private record Marks(@Nullable Instant rotationAsked, @Nullable Instant rotated, @Nullable Instant removalAsked,
			boolean removed) {
	}

}
