package dev.postern.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A way to the database that can be cut off, as if the instance had died. */
final class FailingDataSource extends DelegatingDataSource {

	final AtomicBoolean dead = new AtomicBoolean();

	FailingDataSource(DataSource target) {
		super(target);
	}

	@Override
	public Connection getConnection() throws SQLException {
		if (this.dead.get()) {
			throw new SQLException("this instance is dead");
		}
		return super.getConnection();
	}

}
