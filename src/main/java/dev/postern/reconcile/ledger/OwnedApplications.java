package dev.postern.reconcile.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.postern.kernel.ServerId;
import dev.postern.servers.AccessApplications;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells from the ledger which applications guard the servers. */
@Component
class OwnedApplications implements AccessApplications {

	private final JdbcClient jdbc;

	OwnedApplications(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public Map<ServerId, String> current() {
		Map<ServerId, String> applications = new HashMap<>();
		this.jdbc.sql("""
				SELECT server_id, remote_id FROM owned_resource
				WHERE kind = 'access_app' AND remote_id IS NOT NULL ORDER BY owned_at""").query((row) -> {
			applications.put(new ServerId(row.getObject(1, UUID.class)), row.getString(2));
		});
		return applications;
	}

}
