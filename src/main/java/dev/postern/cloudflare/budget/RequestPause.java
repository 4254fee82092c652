package dev.postern.cloudflare.budget;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * Until when Cloudflare wants no requests from any instance. Kept outside the caller's
 * transaction: it holds even if that is rolled back.
 */
class RequestPause {

	private final DataSource database;

	RequestPause(DataSource database) {
		this.database = database;
	}

	/** Empty when requests may be sent. */
	Optional<Instant> pausedUntil(Instant now) throws SQLException {
		try (Connection connection = this.database.getConnection();
				PreparedStatement query = connection
					.prepareStatement("SELECT until FROM request_pause WHERE until > ?")) {
			query.setObject(1, now.atOffset(ZoneOffset.UTC));
			try (ResultSet row = query.executeQuery()) {
				return row.next() ? Optional.of(row.getObject(1, OffsetDateTime.class).toInstant()) : Optional.empty();
			}
		}
	}

	/** Never shortens what is already there. */
	void extendTo(Instant until) throws SQLException {
		try (Connection connection = this.database
			.getConnection(); PreparedStatement statement = connection.prepareStatement("""
					INSERT INTO request_pause (until) VALUES (?)
					ON CONFLICT (only_one) DO UPDATE SET until = greatest(request_pause.until, excluded.until)""")) {
			statement.setObject(1, until.atOffset(ZoneOffset.UTC));
			statement.executeUpdate();
		}
	}

}
