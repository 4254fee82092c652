package dev.postern.reconcile;

import java.sql.Timestamp;

import dev.postern.tunnels.ConnectorsSeen;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes when connectors were first seen to have the rules that were written for them. */
@Component
class RuleArrivals {

	private final JdbcClient jdbc;

	RuleArrivals(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@EventListener
	void on(ConnectorsSeen seen) {
		this.jdbc.sql("""
				INSERT INTO rule_arrival (server_id, tunnel_id, version, seen_at)
				SELECT s.id, s.tunnel_id, s.rule_version, :at FROM server s
				 WHERE s.tunnel_id = :tunnel AND s.rule_version <= :version
				   AND NOT EXISTS (SELECT FROM rule_arrival a
				       WHERE a.server_id = s.id AND a.tunnel_id = s.tunnel_id AND a.version = s.rule_version)
				ON CONFLICT ON CONSTRAINT rule_arrival_pk DO NOTHING""")
			.param("at", Timestamp.from(seen.at()))
			.param("tunnel", seen.tunnel().value())
			.param("version", seen.version())
			.update();
	}

}
