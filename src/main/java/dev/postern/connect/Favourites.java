package dev.postern.connect;

import java.util.Set;
import java.util.UUID;

import dev.postern.identity.PersonId;
import dev.postern.kernel.ServerId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The servers that people want on top. They say nothing of who gets in: a favourite that
 * lets the person in no more is kept and never shown.
 */
@Service
public class Favourites {

	private final JdbcClient jdbc;

	Favourites(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Also those that the person cannot reach any more. */
	public Set<ServerId> of(PersonId person) {
		return Set.copyOf(this.jdbc.sql("SELECT server_id FROM connect_favourite WHERE person_id = :person")
			.param("person", person.value())
			.query((row, number) -> new ServerId(row.getObject(1, UUID.class)))
			.list());
	}

	/** Adding one again is no error, nor is one that is gone by now. */
	public void add(PersonId person, ServerId server) {
		this.jdbc.sql("""
				INSERT INTO connect_favourite (person_id, server_id)
				SELECT :person, id FROM server WHERE id = :server ON CONFLICT DO NOTHING""")
			.param("person", person.value())
			.param("server", server.value())
			.update();
	}

	/** Removing one that is none is no error. */
	public void remove(PersonId person, ServerId server) {
		this.jdbc.sql("DELETE FROM connect_favourite WHERE person_id = :person AND server_id = :server")
			.param("person", person.value())
			.param("server", server.value())
			.update();
	}

}
