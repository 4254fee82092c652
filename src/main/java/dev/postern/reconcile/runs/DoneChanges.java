package dev.postern.reconcile.runs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the runs that are kept have done for single servers. */
@Component
public class DoneChanges {

	/** The oldest count, and no honest server has as many. */
	private static final int MOST = 500;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	DoneChanges(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * Those of a server under a hostname, the oldest first; a change of the tunnel's
	 * configuration only where a rule for the hostname came, changed or went.
	 */
	public List<DoneChange> of(ServerId server, Hostname hostname) {
		return this.jdbc.sql("""
				SELECT c.*, r.tunnel_id FROM reconcile_change c JOIN reconcile_run r ON r.id = c.run_id
				 WHERE c.server_ids @> :server AND :hostname = ANY (c.hostnames) AND c.status IN ('DONE', 'UNKNOWN')
				   AND c.started_at IS NOT NULL AND c.ended_at IS NOT NULL
				 ORDER BY c.ended_at, c.run_id, c.seq LIMIT :most""")
			.param("server", new UUID[] { server.value() })
			.param("hostname", hostname.value())
			.param("most", MOST)
			.query((row, number) -> change(row, hostname))
			.list()
			.stream()
			.filter((change) -> change.stood() || change.stands())
			.toList();
	}

	private DoneChange change(ResultSet row, Hostname hostname) throws SQLException {
		String kind = row.getString("kind");
		JsonNode before = node(row.getString("before"));
		JsonNode after = node(row.getString("after"));
		boolean rules = kind.equals("ReplaceIngress");
		return new DoneChange(row.getObject("run_id", UUID.class), row.getInt("seq"),
				new TunnelId(row.getObject("tunnel_id", UUID.class)), kind,
				rules ? hasRule(before, hostname) : before != null, rules ? hasRule(after, hostname) : after != null,
				row.getString("status").equals("DONE"), row.getTimestamp("started_at").toInstant(),
				row.getTimestamp("ended_at").toInstant(), row.getObject("configuration_version", Integer.class));
	}

	private static boolean hasRule(@Nullable JsonNode rules, Hostname hostname) {
		return rules != null
				&& rules.valueStream().anyMatch((rule) -> hostname.isMeantBy(rule.path("hostname").asString("")));
	}

	private @Nullable JsonNode node(@Nullable String text) {
		return (text != null) ? this.json.readTree(text) : null;
	}

}
