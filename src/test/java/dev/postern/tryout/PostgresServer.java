package dev.postern.tryout;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A Postgres server that runs on this machine, with a superuser {@code postgres}. */
public final class PostgresServer implements AutoCloseable {

	private final int port;

	private final Closeable process;

	PostgresServer(int port, Closeable process) {
		this.port = port;
		this.process = process;
	}

	/** The embedded one that tests share; it is not ended. */
	static PostgresServer ofAllTests() {
		return new PostgresServer(EmbeddedDatabase.port(), () -> {
		});
	}

	/** A new, empty database. */
	public Database create(String name) {
		try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "postgres");
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("can't create the database " + name, ex);
		}
		return new Database(url(name), "postgres");
	}

	private String url(String database) {
		return "jdbc:postgresql://localhost:%d/%s".formatted(this.port, database);
	}

	@Override
	public void close() {
		try {
			this.process.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A database of it, as one of its roles connects.
	 *
	 * @param role whose name is its password
	 */
	public record Database(String url, String role) implements JdbcConnectionDetails {

		/** The same database for a role that owns nothing; makes the role. */
		public Database as(String role) {
			JdbcClient.create(new DriverManagerDataSource(this.url, this.role, this.role)).sql("""
					DO $$ BEGIN
					  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
					    CREATE ROLE %1$s LOGIN PASSWORD '%1$s';
					  END IF;
					END $$""".formatted(role)).update();
			return new Database(this.url, role);
		}

		@Override
		public String getJdbcUrl() {
			return this.url;
		}

		@Override
		public String getUsername() {
			return this.role;
		}

		@Override
		public String getPassword() {
			return this.role;
		}

	}

}
