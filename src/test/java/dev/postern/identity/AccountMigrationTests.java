package dev.postern.identity;

import java.util.UUID;

import dev.postern.tryout.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A database with people from before Postern knew accounts. */
class AccountMigrationTests {

	private static final String BEFORE = "202611291310";

	private final DriverManagerDataSource source = new DriverManagerDataSource(EmbeddedDatabase.create().getJdbcUrl());

	private final JdbcClient database = JdbcClient.create(this.source);

	@Test
	void tokensOfLockedPeopleAreRevokedForGood_I11() {
		Flyway.configure().dataSource(this.source).target(BEFORE).load().migrate();
		person("locked@example.com", "now()");
		person("open@example.com", "NULL");

		Flyway.configure().dataSource(this.source).load().migrate();

		assertThat(this.database.sql("""
				SELECT p.email FROM person p JOIN personal_token t ON t.person_id = p.id
				WHERE t.revoked_at IS NULL""").query(String.class).list()).containsExactly("open@example.com");
	}

	private void person(String email, String lockedAt) {
		UUID id = UUID.randomUUID();
		this.database
			.sql("""
					INSERT INTO person (id, email, name, roles, groups, first_login_at, last_login_at, locked_at, locked_by,
					  version)
					VALUES (:id, :email, :email, '{DEVELOPER}', '{}', now(), now(), %1$s, %1$s::text, 0)"""
				.formatted(lockedAt))
			.param("id", id)
			.param("email", email)
			.update();
		this.database
			.sql("""
					INSERT INTO personal_token (id, person_id, name, prefix, hash, scope, created_at, expires_at)
					VALUES (:id, :id, 'old', 'pst_xxxxxx', encode(sha256(:email::bytea), 'hex'), 'READ', now(), now() + interval '30 days')""")
			.param("id", id)
			.param("email", email)
			.update();
	}

}
