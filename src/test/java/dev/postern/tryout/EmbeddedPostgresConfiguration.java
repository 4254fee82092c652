package dev.postern.tryout;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Gives an application context a database of its own on a real Postgres. */
@TestConfiguration(proxyBeanMethods = false)
public class EmbeddedPostgresConfiguration {

	@Bean
	JdbcConnectionDetails embeddedPostgres() {
		return EmbeddedDatabase.create();
	}

}
