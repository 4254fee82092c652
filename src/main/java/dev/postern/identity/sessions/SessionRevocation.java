package dev.postern.identity.sessions;

import dev.postern.identity.PersonId;
import dev.postern.identity.RevocableSessions;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends a person's sessions with what ends the person's access. */
@Component
class SessionRevocation implements RevocableSessions {

	private final JdbcClient database;

	SessionRevocation(JdbcClient database) {
		this.database = database;
	}

	@Override
	public int endAll(PersonId person) {
		return this.database.sql("DELETE FROM spring_session WHERE principal_name = :person")
			.param("person", person.toString())
			.update();
	}

}
