package dev.postern.audit;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What somebody would try who has the portal's role in the database, to change what the
 * audit says, to slip something in, or to switch off its guards.
 */
public final class AuditAttacks {

	/** A trigger of one's own lets a statement look as if the chain's trigger made it. */
	private static final String TEMPORARY_TRIGGER = "CREATE TEMP TABLE bait (x int); CREATE FUNCTION pg_temp.bite() "
			+ "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ";

	private static final String FIRED = "; RETURN NULL; END'; CREATE TRIGGER bait_tr AFTER INSERT ON bait "
			+ "FOR EACH ROW EXECUTE FUNCTION pg_temp.bite(); INSERT INTO bait VALUES (1)";

	private static final List<String> STATEMENTS = List.of("UPDATE audit_event SET actor_name = 'nobody'",
			"DELETE FROM audit_event", "TRUNCATE audit_event CASCADE", "UPDATE audit_link SET hash = previous_hash",
			"DELETE FROM audit_link", "TRUNCATE audit_link",
			"INSERT INTO audit_link SELECT 9, 9, hash, hash FROM audit_head", "UPDATE audit_head SET seq = 0",
			"DELETE FROM audit_head", "TRUNCATE audit_head", "DROP TABLE audit_head",
			"ALTER TABLE audit_event DISABLE TRIGGER ALL", "DROP TABLE audit_event CASCADE",
			"SET session_replication_role = replica", "SET ROLE postgres", "DELETE FROM flyway_schema_history",
			"UPDATE flyway_schema_history SET checksum = 0",
			"INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, subject_name) "
					+ "VALUES (now(), 'PERSON', 'somebody-else@example.com', 'x', 'x', 'x', 'x')",
			"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
			"DROP FUNCTION audit_refuse() CASCADE", "ALTER FUNCTION audit_record SECURITY INVOKER",
			"CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
			"COPY audit_event FROM PROGRAM 'true'", TEMPORARY_TRIGGER + "UPDATE public.audit_head SET seq = 7" + FIRED,
			TEMPORARY_TRIGGER + "INSERT INTO public.audit_link SELECT 9, 9, hash, hash FROM public.audit_head" + FIRED,
			"CREATE TEMP TABLE bait (LIKE public.audit_event); CREATE TRIGGER bait_tr AFTER INSERT ON bait "
					+ "FOR EACH ROW EXECUTE FUNCTION public.audit_add_link()");

	private AuditAttacks() {
	}

	public static List<String> statements() {
		return STATEMENTS;
	}

	/** Tries one by the portal's role. */
	public static void assertRefused(JdbcClient portal, String statement) {
		assertThatException().as(statement)
			.isThrownBy(() -> portal.sql(statement).update())
			.havingRootCause()
			.withMessageMatching("(?s).*(append-only|must be owner|must be superuser|permission denied).*");
	}

}
