package dev.postern.reconcile.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import dev.postern.kernel.TunnelId;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/**
 * Lets one writer at a time have a tunnel, or the groups of the account, over all
 * instances (I6). The lock lives with a database connection of its own and dies with it,
 * so a killed process blocks nobody; whoever holds it asks before each write whether it
 * still does. It is none of the pool's: however slow Cloudflare is, pages have theirs.
 */
@Component
public class WriterLock {

	/** Keeps our locks apart from other users of advisory locks in the same database. */
	private static final int TUNNELS = 0x504f5354;

	private static final int GROUPS = 0x504f5347;

	private final DataSource dataSource;

	WriterLock(DataSource dataSource) {
		this.dataSource = DataSourceBuilder.derivedFrom(dataSource).type(SimpleDriverDataSource.class).build();
	}

	/** Does the work alone; empty when another writer has the tunnel. */
	public <T> Optional<T> tryForTunnel(TunnelId tunnel, Function<HeldLock, T> work) {
		return tryForTunnel(TUNNELS, tunnel.value().hashCode(), work);
	}

	/** Does the work alone; empty when another writer has the groups. */
	public <T> Optional<T> tryForGroups(Function<HeldLock, T> work) {
		return tryForTunnel(GROUPS, 0, work);
	}

	private <T> Optional<T> tryForTunnel(int space, int key, Function<HeldLock, T> work) {
		try (Connection connection = this.dataSource.getConnection()) {
			if (!call(connection, "SELECT pg_try_advisory_lock(?, ?)", space, key)) {
				return Optional.empty();
			}
			HeldLock held = new HeldLock(connection);
			T done = work.apply(held);
			held.requireHeld();
			call(connection, "SELECT pg_advisory_unlock(?, ?)", space, key);
			return Optional.of(done);
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("the lock %d of %d".formatted(key, space), ex);
		}
	}

	private static boolean call(Connection connection, String sql, int space, int key) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setInt(1, space);
			statement.setInt(2, key);
			try (ResultSet row = statement.executeQuery()) {
				return row.next() && row.getBoolean(1);
			}
		}
	}

	/** The lock, as long as its connection lives. */
	public static final class HeldLock {

		private static final int SECONDS = 5;

		private final Connection connection;

		private HeldLock(Connection connection) {
			this.connection = connection;
		}

		public void requireHeld() {
			try {
				if (!this.connection.isValid(SECONDS)) {
					throw new LockLost();
				}
			}
			catch (SQLException ex) {
				throw new LockLost();
			}
		}

	}

}
