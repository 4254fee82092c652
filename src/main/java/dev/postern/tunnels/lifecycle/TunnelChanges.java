package dev.postern.tunnels.lifecycle;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

	private final Clock clock;

	TunnelChanges(JdbcClient jdbc, TunnelAudit audit, TunnelUseLookup uses, Clock clock) {
		this.jdbc = jdbc;
		this.audit = audit;
		this.uses = uses;
		this.clock = clock;
	}

	/**
	 * To be called in the transaction that stores what uses a tunnel: nobody begins to
	 * remove the tunnel until its commit.
	 * @throws TunnelBeingRemoved when somebody has begun
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void hold(TunnelId tunnel) {
		Marks marks = locked(tunnel, "SHARE");
		if (marks.removed() || isRecent(marks.removalAsked())) {
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
	 * Notes that another token is about to be asked for.
	 * @throws TunnelBusy when somebody else asks just now
	 * @throws TokenJustRotated when it has had another one for less than a minute
	 */
	@Transactional
	void rotationAsked(KnownTunnel tunnel, Actor actor) {
		Marks marks = locked(tunnel.id(), "UPDATE");
		if (isRecent(marks.rotationAsked()) || isRecent(marks.removalAsked())) {
			throw new TunnelBusy(tunnel.id());
		}
		if (isRecent(marks.rotated())) {
			throw new TokenJustRotated(tunnel.id());
		}
		mark(tunnel, "rotation_asked_at", now());
		this.audit.record(actor, "rotation_requested", tunnel.id().toString(), tunnel.name(), null);
	}

	/** It has another token. */
	@Transactional
	void rotated(KnownTunnel tunnel, Actor actor) {
		mark(tunnel, "rotated_at", now());
		mark(tunnel, "rotation_asked_at", null);
		this.audit.record(actor, "rotated", tunnel.id().toString(), tunnel.name(), null);
	}

	@Transactional
	void rotationRefused(KnownTunnel tunnel, Actor actor) {
		mark(tunnel, "rotation_asked_at", null);
		this.audit.record(actor, "rotation_refused", tunnel.id().toString(), tunnel.name(), null);
	}

	/** Notes that the connections of its connectors are about to be closed. */
	@Transactional
	void closingAsked(KnownTunnel tunnel, Actor actor) {
		this.audit.record(actor, "connections_closed", tunnel.id().toString(), tunnel.name(), null);
	}

	/**
	 * Notes that it is about to be removed; from then on nothing begins to use it.
	 * @throws TunnelInUse when something uses it already
	 * @throws TunnelBusy when somebody else does something with it just now
	 */
	@Transactional
	void removalAsked(KnownTunnel tunnel, Actor actor) {
		Marks marks = locked(tunnel.id(), "UPDATE");
		if (isRecent(marks.rotationAsked()) || isRecent(marks.removalAsked())) {
			throw new TunnelBusy(tunnel.id());
		}
		List<TunnelUse> found = this.uses.here(tunnel.id());
		if (!found.isEmpty()) {
			throw new TunnelInUse(tunnel.id(), found);
		}
		mark(tunnel, "removal_asked_at", now());
		this.audit.record(actor, "removal_requested", tunnel.id().toString(), tunnel.name(), null);
	}

	@Transactional
	void removalRefused(KnownTunnel tunnel, Actor actor) {
		mark(tunnel, "removal_asked_at", null);
		this.audit.record(actor, "removal_refused", tunnel.id().toString(), tunnel.name(), null);
	}

	/** It is gone. */
	@Transactional
	void removed(KnownTunnel tunnel, boolean made, Actor actor) {
		mark(tunnel, "removed_at", now());
		this.audit.record(actor, "deleted", tunnel.id().toString(), tunnel.name(), Map.of("madeHere", made));
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

	private void mark(KnownTunnel tunnel, String column, @Nullable Instant at) {
		this.jdbc
			.sql("UPDATE tunnel_change SET %s = CAST(:at AS timestamptz) WHERE tunnel_id = :tunnel".formatted(column))
			.param("at", (at != null) ? Timestamp.from(at) : null)
			.param("tunnel", tunnel.id().value())
			.update();
	}

	private boolean isRecent(@Nullable Instant asked) {
		return asked != null && asked.plus(MadeTunnels.LONGEST_REQUEST).isAfter(now());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

	private record Marks(@Nullable Instant rotationAsked, @Nullable Instant rotated, @Nullable Instant removalAsked,
			boolean removed) {
	}

}
