package dev.postern.reconcile;

import java.sql.Timestamp;
import java.time.Clock;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.Sha256;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Plan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * People's word that a run may remove as much as it says. Good for the same removals
 * only.
 */
@Component
class Approvals {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Approvals(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.events = events;
		this.clock = clock;
	}

	boolean given(Plan plan) {
		return this.jdbc.sql("SELECT count(*) FROM removal_approval WHERE tunnel_id = :tunnel AND plan_hash = :hash")
			.param("tunnel", plan.tunnel().value())
			.param("hash", hash(plan))
			.query(Integer.class)
			.single() > 0;
	}

	@Transactional
	public void give(Plan plan, Actor actor) {
		int given = this.jdbc.sql("""
				INSERT INTO removal_approval (tunnel_id, plan_hash, approved_by, approved_at)
				VALUES (:tunnel, :hash, :actor, :now) ON CONFLICT DO NOTHING""")
			.param("tunnel", plan.tunnel().value())
			.param("hash", hash(plan))
			.param("actor", actor.name())
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		if (given > 0) {
			ObjectNode after = JsonNodeFactory.instance.objectNode();
			ArrayNode hostnames = after.putArray("hostnames");
			Guard.removals(plan).forEach((hostname) -> hostnames.add(hostname.value()));
			TunnelId tunnel = plan.tunnel();
			this.events.publishEvent(new Recorded(actor, "tunnel.removals_approved",
					new Subject("tunnel", tunnel.toString(), tunnel.toString()), null, after));
		}
	}

	/** Used up once the removals stand; the next ones ask again. */
	void forget(TunnelId tunnel) {
		this.jdbc.sql("DELETE FROM removal_approval WHERE tunnel_id = :tunnel")
			.param("tunnel", tunnel.value())
			.update();
	}

	static String hash(Plan plan) {
		return Sha256.of(Guard.removals(plan).toString());
	}

}
