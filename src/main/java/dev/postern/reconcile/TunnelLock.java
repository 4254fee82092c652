package dev.postern.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

import javax.sql.DataSource;

import dev.postern.kernel.TunnelId;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/**
 * Lets one writer at a time have a tunnel, over all instances (I6). The lock lives with a
 * database connection of its own and dies with it, so a killed process blocks nobody. It
 * is none of the pool's: however slow Cloudflare is, pages have theirs.
 */
@Component
class TunnelLock {

	/** Keeps our locks apart from other users of advisory locks in the same database. */
	private static final int SPACE = 0x504f5354;

	private final DataSource dataSource;

	TunnelLock(DataSource dataSource) {
		this.dataSource = DataSourceBuilder.derivedFrom(dataSource).type(SimpleDriverDataSource.class).build();
	}

	/** Does the work alone; empty when another writer has the tunnel. */
	<T> Optional<T> alone(TunnelId tunnel, Supplier<T> work) {
		try (Connection connection = this.dataSource.getConnection()) {
			if (!call(connection, "SELECT pg_try_advisory_lock(?, ?)", tunnel)) {
				return Optional.empty();
			}
			try {
				return Optional.of(work.get());
			}
			finally {
				call(connection, "SELECT pg_advisory_unlock(?, ?)", tunnel);
			}
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("the lock of tunnel %s".formatted(tunnel), ex);
		}
	}

	private static boolean call(Connection connection, String sql, TunnelId tunnel) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setInt(1, SPACE);
			statement.setInt(2, tunnel.value().hashCode());
			try (ResultSet row = statement.executeQuery()) {
				return row.next() && row.getBoolean(1);
			}
		}
	}

}
