package dev.postern.history;

import java.time.Instant;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.HardenedTest;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The portal with a database role that owns nothing: tables belong to the role that
 * Flyway has, so the portal itself cannot switch off what guards the audit.
 */
@HardenedTest
class TwoDatabaseRolesTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final LoginImport loginImport;

	private final JdbcClient jdbc;

	private final JdbcConnectionDetails connection;

	@Autowired
	TwoDatabaseRolesTests(Portal portal, FakeCloudflare cloudflare, LoginImport loginImport, JdbcClient jdbc,
			JdbcConnectionDetails connection) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.loginImport = loginImport;
		this.jdbc = jdbc;
		this.connection = connection;
	}

	@Test
	void portalWorksWithoutOwningATable() {
		this.cloudflare.addLogin(Login.of("dev@example.com", "ssh.example.jp", Instant.now().minusSeconds(5)));
		this.loginImport.run();
		this.portal.as(DemoPerson.DEVELOPER);
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);

		assertThat(auditor.get("/history").body()).contains("dev@example.com");
		assertThat(auditor.get("/audit/verification").body()).contains("as they were written");
		assertThat(this.jdbc.sql("SELECT current_user").query(String.class).single()).isEqualTo("portal");
		assertThat(
				this.jdbc.sql("SELECT count(*) FROM pg_tables WHERE tableowner = 'portal'").query(Long.class).single())
			.isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT history_drop_before(now() - interval '2 years')",
			"SELECT history_prepare_month(current_date)",
			"SELECT audit_record(now(), 'PERSON', 'x', 'x', 'x', 'x', 'x', NULL, NULL, NULL)" })
	void whoeverMayOnlyConnectCallsNothing_I10(String statement) {
		assertRefused(JdbcClient.create(as("guest")), statement, "permission denied for function");
	}

	@Test
	void nothingThatActsWithTheRightsOfTheOwnerIsForAnybody_I10() {
		assertThat(this.jdbc.sql("""
				SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
				  AND has_function_privilege('portal', oid, 'EXECUTE') ORDER BY proname""").query(String.class).list())
			.containsExactly("audit_record", "history_drop_before", "history_prepare_month");
		assertThat(this.jdbc.sql("""
				SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
				  AND EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0)""")
			.query(String.class)
			.list()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "now()", "now() - interval '22 hours'", "'infinity'", "NULL" })
	void portalDropsNoLoginsThatAreYoung(String moment) {
		assertRefused(this.jdbc, "SELECT history_drop_before(%s)".formatted(moment), "too young");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "'2999-01-01'", "(now() + interval '25 months')::date", "'0001-01-01'", "'infinity'", "NULL" })
	void portalMakesNoRoomForMonthsThatAreFarAway(String day) {
		assertRefused(this.jdbc, "SELECT history_prepare_month(%s)".formatted(day), "too far away");
	}

	@Test
	void portalMakesRoomAndDropsAsItNeeds() {
		this.jdbc.sql("SELECT history_prepare_month((now() - interval '3 years')::date)").query(Boolean.class).single();

		assertThat(this.jdbc.sql("SELECT history_drop_before(now() - interval '1 day')").query(String.class).list())
			.isNotEmpty();
	}

	private DriverManagerDataSource as(String role) {
		String url = this.connection.getJdbcUrl();
		PostgresServer.Database database = new PostgresServer.Database(url, "postgres").as(role);
		return new DriverManagerDataSource(url, database.getUsername(), database.getPassword());
	}

	private static void assertRefused(JdbcClient jdbc, String statement, String said) {
		assertThatException().isThrownBy(() -> jdbc.sql(statement).query().listOfRows())
			.havingRootCause()
			.withMessageContaining(said);
	}

}
