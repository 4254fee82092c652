package dev.postern.tunnels.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.KnownTunnel;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which tunnels were made here, noted before Cloudflare is asked and after, each with its
 * audit entry in one transaction (I10).
 */
@Component
public class MadeTunnels {

	/** No answer takes longer, so that what is older is not on its way any more. */
	static final Duration LONGEST_REQUEST = Duration.ofMinutes(1);

	/** After so long, what no list has shown was not made. */
	private static final Duration NEVER_MADE = Duration.ofMinutes(10);

	/** By how much the clocks of Postern and Cloudflare may differ. */
	private static final Duration CLOCKS_APART = Duration.ofHours(1);

	private static final Actor LOOK = Actor.postern("tunnels");

	private final JdbcClient jdbc;

	private final TunnelAudit audit;

	private final Clock clock;

	MadeTunnels(JdbcClient jdbc, TunnelAudit audit, Clock clock) {
		this.jdbc = jdbc;
		this.audit = audit;
		this.clock = clock;
	}

	/** The one with this id; empty when somebody else made the tunnel. */
	@Transactional(readOnly = true)
	public Optional<MadeTunnel> find(TunnelId tunnel) {
		return this.jdbc.sql("SELECT * FROM made_tunnel WHERE tunnel_id = :tunnel")
			.param("tunnel", tunnel.value())
			.query(MadeTunnels::read)
			.optional();
	}

	/** Those of which it is not known whether Cloudflare has them, by name. */
	@Transactional(readOnly = true)
	public List<MadeTunnel> open() {
		return this.jdbc.sql("SELECT * FROM made_tunnel WHERE tunnel_id IS NULL ORDER BY name")
			.query(MadeTunnels::read)
			.list();
	}

	/** Those that Cloudflare has, the last one first. */
	@Transactional(readOnly = true)
	public List<MadeTunnel> made() {
		return this.jdbc.sql("SELECT * FROM made_tunnel WHERE tunnel_id IS NOT NULL ORDER BY asked_at DESC, claim_id")
			.query(MadeTunnels::read)
			.list();
	}

	/**
	 * Claims a name before the tunnel is made. A claim of which no answer can come any
	 * more is taken over.
	 * @throws InvalidInput when somebody makes a tunnel of the name just now
	 */
	@Transactional
	MadeTunnel claim(String name, Actor actor) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		MadeTunnel claim = new MadeTunnel(UUID.randomUUID(), name, null, actor.name(), now);
		int claimed = this.jdbc.sql("""
				INSERT INTO made_tunnel AS made (claim_id, name, asked_by, asked_at)
				VALUES (:claim, :name, :actor, :now)
				ON CONFLICT (name) WHERE tunnel_id IS NULL DO UPDATE
				SET claim_id = excluded.claim_id, asked_by = excluded.asked_by, asked_at = excluded.asked_at
				WHERE made.asked_at <= :old""")
			.param("claim", claim.claim())
			.param("name", name)
			.param("actor", actor.name())
			.param("now", Timestamp.from(now))
			.param("old", Timestamp.from(now.minus(LONGEST_REQUEST)))
			.update();
		if (claimed == 0) {
			throw InvalidInput.of("name", name, "tunnels.error.name.taken");
		}
		this.audit.record(actor, "requested", claim.claim().toString(), name, null);
		return claim;
	}

	/**
	 * Notes which tunnel a claim became.
	 * @param verb {@code created}, or {@code found} when the answer was lost
	 */
	@Transactional
	void made(MadeTunnel claim, TunnelId tunnel, String verb, Actor actor) {
		int noted = this.jdbc
			.sql("UPDATE made_tunnel SET tunnel_id = :tunnel WHERE claim_id = :claim AND tunnel_id IS NULL")
			.param("tunnel", tunnel.value())
			.param("claim", claim.claim())
			.update();
		if (noted > 0) {
			this.audit.record(actor, verb, tunnel.toString(), claim.name(), null);
		}
	}

	/** Nothing was made. */
	@Transactional
	void dropped(MadeTunnel claim, Actor actor) {
		int noted = this.jdbc.sql("DELETE FROM made_tunnel WHERE claim_id = :claim AND tunnel_id IS NULL")
			.param("claim", claim.claim())
			.update();
		if (noted > 0) {
			this.audit.record(actor, "not_created", claim.claim().toString(), claim.name(), null);
		}
	}

	/** The tunnel is gone. */
	@Transactional
	void removed(TunnelId tunnel) {
		this.jdbc.sql("DELETE FROM made_tunnel WHERE tunnel_id = :tunnel").param("tunnel", tunnel.value()).update();
	}

	/**
	 * Looks in a list for the tunnels whose answers were lost. A name is given once, so
	 * the tunnel of a claim is the one of its name that is not older.
	 */
	@Transactional
	public void settle(Catalogue catalogue) {
		for (MadeTunnel claim : open()) {
			Optional<KnownTunnel> made = madeFor(claim, catalogue);
			if (made.isPresent()) {
				made(claim, made.get().id(), "found", LOOK);
			}
			else if (claim.askedAt().plus(NEVER_MADE).isBefore(catalogue.takenAt())) {
				dropped(claim, LOOK);
			}
		}
	}

	/** The tunnel that a claim became, if a list shows it. */
	static Optional<KnownTunnel> madeFor(MadeTunnel claim, Catalogue catalogue) {
		return catalogue.tunnels()
			.stream()
			.filter((tunnel) -> tunnel.name().equals(claim.name()) && tunnel.remotelyManaged())
			.filter((tunnel) -> tunnel.createdAt() != null
					&& !tunnel.createdAt().isBefore(claim.askedAt().minus(CLOCKS_APART)))
			.findFirst();
	}

	private static MadeTunnel read(ResultSet row, int number) throws SQLException {
		UUID tunnel = row.getObject("tunnel_id", UUID.class);
		return new MadeTunnel(row.getObject("claim_id", UUID.class), row.getString("name"),
				(tunnel != null) ? new TunnelId(tunnel) : null, row.getString("asked_by"),
				row.getTimestamp("asked_at").toInstant());
	}

}
