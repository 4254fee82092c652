package dev.postern.reconcile.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * By which names zones were last seen, so that a domain that comes back as another zone
 * is known again.
 */
@Component
public class ZoneNames {

	private final JdbcClient jdbc;

	private final Clock clock;

	ZoneNames(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	public Map<ZoneId, Hostname> all() {
		return this.jdbc.sql("SELECT zone_id, name FROM seen_zone")
			.query((row, number) -> Map.entry(ZoneId.of(row.getString("zone_id")), Hostname.of(row.getString("name"))))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	public void remember(ZoneId zone, Hostname name) {
		this.jdbc
			.sql("""
					INSERT INTO seen_zone (zone_id, name, seen_at) VALUES (:zone, :name, :now)
					ON CONFLICT ON CONSTRAINT seen_zone_pk DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at""")
			.param("zone", zone.value())
			.param("name", name.value())
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
	}

}
