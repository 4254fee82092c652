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
	private static final Duration LONGEST_REQUEST = Duration.ofMinutes(1);

	/** After so long, what Cloudflare does not show did not come to pass. */
	private static final Duration SHOWN_BY_THEN = Duration.ofMinutes(10);

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

	/** Whether no answer to what was asked then can come any more. */
	static boolean isOver(Instant asked, Instant now) {
		return !asked.plus(LONGEST_REQUEST).isAfter(now);
	}

	/** Whether Cloudflare shows what came of what was asked then. */
	static boolean shows(Instant asked, Instant now) {
		return asked.plus(SHOWN_BY_THEN).isBefore(now);
	}

	/** The claim, while it is not known what came of it. */
	@Transactional(readOnly = true)
	Optional<MadeTunnel> open(UUID claim) {
		return open().stream().filter((one) -> one.claim().equals(claim)).findFirst();
	}

	/**
	 * Claims a name before the tunnel is made.
	 * @throws InvalidInput when a tunnel of the name was asked for and it is not known
	 * whether there is one
	 */
	@Transactional
	MadeTunnel claim(String name, SecretDigest chosen, Actor actor) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		MadeTunnel claim = new MadeTunnel(UUID.randomUUID(), name, null, actor.name(), now, chosen, null);
		int claimed = this.jdbc.sql("""
				INSERT INTO made_tunnel (claim_id, name, asked_by, asked_at, secret_digest)
				VALUES (:claim, :name, :actor, :now, :chosen)
				ON CONFLICT (name) WHERE tunnel_id IS NULL DO NOTHING""")
			.param("claim", claim.claim())
			.param("name", name)
			.param("actor", actor.name())
			.param("now", Timestamp.from(now))
			.param("chosen", chosen.hex())
			.update();
		if (claimed == 0) {
			throw InvalidInput.of("name", name, "tunnels.error.name.taken");
		}
		this.audit.record(actor, "requested", claim.claim().toString(), name, null);
		return claim;
	}

	/** Notes which tunnel an answer told of, although not as it was asked for. */
	@Transactional
	MadeTunnel told(MadeTunnel claim, TunnelId told) {
		this.jdbc.sql("UPDATE made_tunnel SET told_id = :told WHERE claim_id = :claim AND tunnel_id IS NULL")
			.param("told", told.value())
			.param("claim", claim.claim())
			.update();
		return new MadeTunnel(claim.claim(), claim.name(), claim.tunnel(), claim.askedBy(), claim.askedAt(),
				claim.chosen(), told);
	}

	/**
	 * Notes which tunnel a claim became.
	 * @param verb {@code created}, or {@code found} when the answer was lost
	 */
	@Transactional
	void made(MadeTunnel claim, TunnelId tunnel, String verb, Actor actor) {
		int noted = this.jdbc.sql("""
				UPDATE made_tunnel SET tunnel_id = :tunnel, secret_digest = NULL
				WHERE claim_id = :claim AND tunnel_id IS NULL""")
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

	/**
	 * The tunnel is gone.
	 * @return whether it was made here
	 */
	@Transactional
	boolean removed(TunnelId tunnel) {
		return this.jdbc.sql("DELETE FROM made_tunnel WHERE tunnel_id = :tunnel")
			.param("tunnel", tunnel.value())
			.update() > 0;
	}

	private static MadeTunnel read(ResultSet row, int number) throws SQLException {
		UUID tunnel = row.getObject("tunnel_id", UUID.class);
		UUID told = row.getObject("told_id", UUID.class);
		String digest = row.getString("secret_digest");
		return new MadeTunnel(row.getObject("claim_id", UUID.class), row.getString("name"),
				(tunnel != null) ? new TunnelId(tunnel) : null, row.getString("asked_by"),
				row.getTimestamp("asked_at").toInstant(), (digest != null) ? new SecretDigest(digest) : null,
				(told != null) ? new TunnelId(told) : null);
	}

}
