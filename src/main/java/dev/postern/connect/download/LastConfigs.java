package dev.postern.connect.download;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import dev.postern.identity.PersonId;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The config that each person took last, so that it can be told what it lacks by now. */
@Component
class LastConfigs {

	private final JdbcClient jdbc;

	private final Clock clock;

	LastConfigs(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	Optional<LastConfig> of(PersonId person) {
		return this.jdbc.sql("SELECT taken_at, config, known_hosts FROM connect_last_config WHERE person_id = :person")
			.param("person", person.value())
			.query((row, number) -> new LastConfig(row.getTimestamp("taken_at").toInstant(), row.getString("config"),
					row.getString("known_hosts")))
			.optional();
	}

	void keep(PersonId person, String config) {
		this.jdbc.sql("""
				INSERT INTO connect_last_config (person_id, taken_at, config) VALUES (:person, :now, :config)
				ON CONFLICT ON CONSTRAINT connect_last_config_pk DO UPDATE
				SET taken_at = excluded.taken_at, config = excluded.config""")
			.param("person", person.value())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("config", config)
			.update();
	}

	/** Keeps the keys that go with the config; without a config nobody needs them. */
	void keepKnownHosts(PersonId person, String knownHosts) {
		this.jdbc.sql("UPDATE connect_last_config SET known_hosts = :text WHERE person_id = :person")
			.param("person", person.value())
			.param("text", knownHosts)
			.update();
	}

	/**
	 * After the config stopped naming keys, those that were taken before count no more.
	 */
	void forgetKnownHosts(PersonId person) {
		this.jdbc.sql("UPDATE connect_last_config SET known_hosts = NULL WHERE person_id = :person")
			.param("person", person.value())
			.update();
	}

	/**
	 * A file that was taken, as it was.
	 *
	 * @param knownHosts the keys that were taken last; {@code null} for none
	 */
	record LastConfig(Instant takenAt, String text, @Nullable String knownHosts) {
	}

}
