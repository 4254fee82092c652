package dev.postern.reconcile;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ServerTrace.Arrival;
import dev.postern.reconcile.ServerTrace.Held;
import dev.postern.reconcile.ServerTrace.Made;
import dev.postern.reconcile.ServerTrace.Thing;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.runs.DoneChange;
import dev.postern.reconcile.runs.DoneChanges;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads what is stored of how servers came to stand. Asks Cloudflare nothing. */
@Service
public class ServerTraces {

	private final Ledger ledger;

	private final DoneChanges changes;

	private final JdbcClient jdbc;

	private final ReconcileProperties properties;

	private final Clock clock;

	ServerTraces(Ledger ledger, DoneChanges changes, JdbcClient jdbc, ReconcileProperties properties, Clock clock) {
		this.ledger = ledger;
		this.changes = changes;
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/** What is stored of a server, registered or not, under a hostname. */
	public ServerTrace of(ServerId server, Hostname hostname) {
		List<Held> held = this.ledger.of(List.of(server))
			.stream()
			.filter((resource) -> resource.hostname().equals(hostname) && !resource.claimedOnly())
			.map(ServerTraces::held)
			.toList();
		List<Made> made = this.changes.of(server, hostname).stream().map(ServerTraces::made).toList();
		return new ServerTrace(held, made, arrivals(server), this.clock.instant().minus(this.properties.keepRuns()));
	}

	private List<Arrival> arrivals(ServerId server) {
		return this.jdbc.sql("SELECT * FROM rule_arrival WHERE server_id = :server ORDER BY seen_at, version")
			.param("server", server.value())
			.query((row, number) -> new Arrival(new TunnelId(row.getObject("tunnel_id", UUID.class)),
					row.getInt("version"), row.getTimestamp("seen_at").toInstant()))
			.list();
	}

	private static Held held(OwnedResource resource) {
		Thing thing = switch (resource.kind()) {
			case ACCESS_APP -> Thing.APPLICATION;
			case INGRESS_RULE -> Thing.RULE;
			case DNS_RECORD -> Thing.RECORD;
		};
		return new Held(thing, resource.tunnel(), resource.remoteId(), Objects.requireNonNull(resource.ownedAt()),
				resource.seenAt(), resource.missedAt());
	}

	private static Made made(DoneChange change) {
		Thing thing = switch (change.kind()) {
			case "CreateApp", "UpdateApp", "DeleteApp" -> Thing.APPLICATION;
			case "ReplaceIngress" -> Thing.RULE;
			default -> Thing.RECORD;
		};
		ServerTrace.Act act = !change.stands() ? ServerTrace.Act.REMOVED
				: change.stood() ? ServerTrace.Act.CHANGED : ServerTrace.Act.MADE;
		return new Made(thing, act, change.answered(), change.tunnel(), change.run(), change.seq(), change.startedAt(),
				change.endedAt(), change.version());
	}

}
