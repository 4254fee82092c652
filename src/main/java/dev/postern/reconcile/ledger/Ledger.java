package dev.postern.reconcile.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The authority on what at Cloudflare is ours. A claim is written before a thing is made
 * and its id after it, so that a crash in between leaves something to look for and never
 * a second one (I4).
 */
@Component
public class Ledger {

	private final JdbcClient jdbc;

	private final Clock clock;

	Ledger(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Everything that a tunnel looks after, and what is ours elsewhere at some hostnames.
	 */
	public List<OwnedResource> concerning(TunnelId tunnel, Collection<Hostname> hostnames) {
		return this.jdbc.sql("""
				SELECT * FROM owned_resource
				WHERE tunnel_id = :tunnel OR natural_key = ANY (:hostnames)
				   OR natural_key IN (SELECT natural_key FROM owned_resource WHERE tunnel_id = :tunnel)
				ORDER BY natural_key, kind""")
			.param("tunnel", tunnel.value())
			.param("hostnames", hostnames.stream().map(Hostname::value).toArray(String[]::new))
			.query(Ledger::resource)
			.list();
	}

	/** Everything that is ours for some servers, whichever tunnel looks after it. */
	public List<OwnedResource> of(Collection<ServerId> servers) {
		return this.jdbc.sql("SELECT * FROM owned_resource WHERE server_id = ANY (:servers) ORDER BY natural_key, kind")
			.param("servers", servers.stream().map(ServerId::value).toArray(UUID[]::new))
			.query(Ledger::resource)
			.list();
	}

	/** The tunnels that look after anything. */
	public List<TunnelId> tunnels() {
		return this.jdbc.sql("SELECT DISTINCT tunnel_id FROM owned_resource ORDER BY tunnel_id")
			.query((row, number) -> new TunnelId(row.getObject("tunnel_id", UUID.class)))
			.list();
	}

	/**
	 * Notes that a thing is about to be made. Nobody may take back a claim on what was
	 * claimed before: the earlier one may have made it after all.
	 */
	void claim(OwnedResource resource, UUID claim) {
		this.jdbc
			.sql("""
					INSERT INTO owned_resource (kind, tunnel_id, natural_key, server_id, zone_id, service, claim, claimed_at)
					VALUES (:kind, :tunnel, :hostname, :server, :zone, :service, :claim, :now)
					ON CONFLICT ON CONSTRAINT owned_resource_pk DO UPDATE
					SET server_id = excluded.server_id, zone_id = excluded.zone_id, service = excluded.service,
					    remote_id = NULL, claim = NULL, claimed_at = excluded.claimed_at, owned_at = NULL,
					    seen_at = NULL, forgotten_at = NULL, missed_at = NULL""")
			.param("kind", resource.kind().stored())
			.param("tunnel", resource.tunnel().value())
			.param("hostname", resource.hostname().value())
			.param("server", resource.server().value())
			.param("zone", (resource.zone() != null) ? resource.zone().value() : null)
			.param("service", resource.service())
			.param("claim", claim)
			.param("now", now())
			.update();
	}

	/** Notes that a claimed thing stands, whichever tunnel looks after it by now. */
	public void own(Kind kind, TunnelId tunnel, Hostname hostname, @Nullable String remoteId) {
		this.jdbc.sql("""
				UPDATE owned_resource SET remote_id = :remote, claim = NULL, owned_at = coalesce(owned_at, :now)
				WHERE kind = :kind AND natural_key = :hostname AND (tunnel_id = :tunnel OR kind <> 'ingress_rule')""")
			.param("remote", remoteId)
			.param("now", now())
			.param("kind", kind.stored())
			.param("tunnel", tunnel.value())
			.param("hostname", hostname.value())
			.update();
	}

	/**
	 * Notes that a claimed thing stands, in the zone and under the id that were found.
	 */
	public void settle(OwnedResource found) {
		own(found.kind(), found.tunnel(), found.hostname(), found.remoteId());
		if (found.zone() != null) {
			this.jdbc.sql("UPDATE owned_resource SET zone_id = :zone WHERE kind = :kind AND natural_key = :hostname")
				.param("zone", found.zone().value())
				.param("kind", found.kind().stored())
				.param("hostname", found.hostname().value())
				.update();
		}
	}

	/**
	 * Notes that things under these ids were shown: from now on they are missed when not.
	 */
	public void seen(Collection<String> remoteIds) {
		if (!remoteIds.isEmpty()) {
			this.jdbc.sql("UPDATE owned_resource SET seen_at = :now WHERE seen_at IS NULL AND remote_id = ANY (:ids)")
				.param("now", now())
				.param("ids", remoteIds.toArray(String[]::new))
				.update();
		}
	}

	/** Notes that reads do not show a thing any more, or show it again. */
	public void missed(OwnedResource resource, boolean missed) {
		this.jdbc.sql("""
				UPDATE owned_resource SET missed_at = :at
				WHERE kind = :kind AND tunnel_id = :tunnel AND natural_key = :hostname
				  AND remote_id IS NOT DISTINCT FROM :remote""")
			.param("at", missed ? now() : null, Types.TIMESTAMP)
			.param("kind", resource.kind().stored())
			.param("tunnel", resource.tunnel().value())
			.param("hostname", resource.hostname().value())
			.param("remote", resource.remoteId(), Types.VARCHAR)
			.update();
	}

	/** Notes that our rule for a hostname stands, and where it leads. */
	public void route(TunnelId tunnel, Hostname hostname, String service) {
		this.jdbc
			.sql("""
					UPDATE owned_resource SET service = :service, claim = NULL, owned_at = coalesce(owned_at, :now), missed_at = NULL
					WHERE kind = 'ingress_rule' AND tunnel_id = :tunnel AND natural_key = :hostname""")
			.param("service", service)
			.param("now", now())
			.param("tunnel", tunnel.value())
			.param("hostname", hostname.value())
			.update();
	}

	/**
	 * Takes a claim back whose thing was not made.
	 * @return whether it was this claim's to take back
	 */
	boolean withdraw(UUID claim) {
		return this.jdbc.sql("DELETE FROM owned_resource WHERE claim = :claim").param("claim", claim).update() > 0;
	}

	/** Notes that a thing is gone, and for a while which one it was. */
	public void release(Kind kind, TunnelId tunnel, Hostname hostname) {
		this.jdbc.sql("""
				WITH gone AS (
				  DELETE FROM owned_resource WHERE kind = :kind AND tunnel_id = :tunnel AND natural_key = :hostname
				  RETURNING CASE kind WHEN 'ingress_rule' THEN :rule ELSE remote_id END AS id)
				INSERT INTO removed_resource (remote_id, removed_at)
				SELECT id, :now FROM gone WHERE id IS NOT NULL
				ON CONFLICT ON CONSTRAINT removed_resource_pk DO UPDATE SET removed_at = excluded.removed_at""")
			.param("now", now())
			.param("rule", ruleOf(hostname))
			.param("kind", kind.stored())
			.param("tunnel", tunnel.value())
			.param("hostname", hostname.value())
			.update();
	}

	/** What a rule, to which Cloudflare gives no id, goes by among what was removed. */
	public static String ruleOf(Hostname hostname) {
		return "rule of " + hostname;
	}

	/**
	 * Notes a person's word that a record may stay where nobody can read it.
	 * @return whether it was not noted before
	 */
	public boolean forget(ServerId server, Hostname hostname, ZoneId zone, @Nullable String remoteId) {
		return this.jdbc.sql("""
				UPDATE owned_resource SET forgotten_at = :now
				WHERE kind = 'dns_record' AND natural_key = :hostname AND server_id = :server
				  AND zone_id = :zone AND remote_id IS NOT DISTINCT FROM :remote AND forgotten_at IS NULL""")
			.param("now", now())
			.param("hostname", hostname.value())
			.param("server", server.value())
			.param("zone", zone.value())
			.param("remote", remoteId, Types.VARCHAR)
			.update() > 0;
	}

	/** Drops a record that may stay; as far as it exists it is nobody's from now on. */
	public void letGo(OwnedResource dns) {
		this.jdbc.sql("""
				DELETE FROM owned_resource
				WHERE kind = 'dns_record' AND tunnel_id = :tunnel AND natural_key = :hostname""")
			.param("tunnel", dns.tunnel().value())
			.param("hostname", dns.hostname().value())
			.update();
	}

	/**
	 * Cloudflare's ids of what was removed since, and when; what was removed before is
	 * forgotten.
	 */
	public Map<String, Instant> removedSince(Instant time) {
		this.jdbc.sql("DELETE FROM removed_resource WHERE removed_at < :time")
			.param("time", Timestamp.from(time))
			.update();
		Map<String, Instant> removed = new HashMap<>();
		this.jdbc.sql("SELECT remote_id, removed_at FROM removed_resource")
			.query((row, number) -> removed.put(row.getString(1), row.getTimestamp(2).toInstant()))
			.list();
		return removed;
	}

	/**
	 * Hands a server's application and record to the tunnel that it moves to. Its rule
	 * stays with the tunnel whose document it stands in.
	 */
	public void move(ServerId server, TunnelId to) {
		this.jdbc.sql("""
				UPDATE owned_resource SET tunnel_id = :to
				WHERE server_id = :server AND kind <> 'ingress_rule' AND tunnel_id <> :to""")
			.param("server", server.value())
			.param("to", to.value())
			.update();
	}

	/**
	 * Hands what stands at a hostname to the server that has it now. Rules stay with the
	 * tunnels whose documents they stand in, and are that server's to be rid of.
	 */
	public void handOver(Hostname hostname, ServerId server, TunnelId tunnel) {
		this.jdbc.sql("""
				UPDATE owned_resource
				SET server_id = :server, tunnel_id = CASE kind WHEN 'ingress_rule' THEN tunnel_id ELSE :tunnel END,
				    forgotten_at = NULL
				WHERE natural_key = :hostname AND server_id <> :server""")
			.param("hostname", hostname.value())
			.param("server", server.value())
			.param("tunnel", tunnel.value())
			.update();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private static OwnedResource resource(ResultSet row, int number) throws SQLException {
		String zone = row.getString("zone_id");
		return new OwnedResource(Kind.of(row.getString("kind")), new TunnelId(row.getObject("tunnel_id", UUID.class)),
				Hostname.of(row.getString("natural_key")), new ServerId(row.getObject("server_id", UUID.class)),
				(zone != null) ? ZoneId.of(zone) : null, row.getString("remote_id"), row.getString("service"),
				instant(row.getTimestamp("owned_at")), instant(row.getTimestamp("seen_at")),
				instant(row.getTimestamp("forgotten_at")), instant(row.getTimestamp("missed_at")));
	}

	private static @Nullable Instant instant(@Nullable Timestamp time) {
		return (time != null) ? time.toInstant() : null;
	}

}
