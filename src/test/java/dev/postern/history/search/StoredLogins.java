package dev.postern.history.search;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What reads the logins of a database that a test has filled. */
public final class StoredLogins {

	private StoredLogins() {
	}

	public static Logins in(JdbcClient jdbc) {
		return new Logins(jdbc, JsonMapper.shared());
	}

}
