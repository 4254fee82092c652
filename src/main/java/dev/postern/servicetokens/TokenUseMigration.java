package dev.postern.servicetokens;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

import org.springframework.stereotype.Component;

/**
 * Lets the migration that fills {@code service_token_use} run on Postgres 15. It calls
 * {@code pg_input_is_valid}, which Postgres has since version 16, and its text must stay
 * as it is, because databases remember its checksum. On older servers a function of the
 * same name stands in while this one migration runs, within its transaction.
 */
@Component
class TokenUseMigration implements Callback {

	private static final MigrationVersion MIGRATION = MigrationVersion.fromVersion("202611222210");

	private static final int FIRST_WITH_THE_FUNCTION = 16;

	private static final String CREATE = """
			CREATE FUNCTION pg_input_is_valid(value text, type text) RETURNS boolean LANGUAGE plpgsql AS $$
			BEGIN
			  EXECUTE format('SELECT CAST($1 AS %s)', type) USING value;
			  RETURN true;
			EXCEPTION WHEN data_exception THEN
			  RETURN false;
			END $$""";

	private static final String DROP = "DROP FUNCTION pg_input_is_valid(text, text)";

	@Override
	public boolean supports(Event event, Context context) {
		return (event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE)
				&& context.getMigrationInfo() != null && MIGRATION.equals(context.getMigrationInfo().getVersion());
	}

	@Override
	public boolean canHandleInTransaction(Event event, Context context) {
		return true;
	}

	@Override
	public void handle(Event event, Context context) {
		Connection connection = context.getConnection();
		try {
			if (connection.getMetaData().getDatabaseMajorVersion() < FIRST_WITH_THE_FUNCTION) {
				try (Statement statement = connection.createStatement()) {
					statement.execute((event == Event.BEFORE_EACH_MIGRATE) ? CREATE : DROP);
				}
			}
		}
		catch (SQLException ex) {
			throw new FlywayException("can't stand in for pg_input_is_valid", ex);
		}
	}

	@Override
	public String getCallbackName() {
		return "token-use-migration";
	}

}
