package dev.postern.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.audit.AuditAttacks;
import dev.postern.audit.AuditVerifier;
import dev.postern.audit.Verification;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.PostgresServer;
import dev.postern.tryout.PostgresVersion;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The portal on each version of Postgres that the README names, with a role that owns
 * nothing.
 */
class PostgresVersionsTests {

	/** The last migration before the one that lists the service tokens in use. */
	private static final String BEFORE_TOKEN_USE = "202611222141";

	private static final UUID NAMED = UUID.fromString("11111111-2222-4333-8444-555555555555");

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.postern.tryout.PostgresVersion#found")
	void portalMigratesRegistersAndRemoves(PostgresVersion version) {
		try (PostgresServer server = version.start(); FakeCloudflare cloudflare = FakeCloudflare.start()) {
			PostgresServer.Database database = server.create("portal");
			JdbcClient jdbc = jdbc(database);
			haveAnOlderPortal(database, jdbc);
			DemoAccount.empty(cloudflare);
			cloudflare.addLogin(Login.of("dev@example.com", "ssh.example.jp", Instant.now().minusSeconds(60)));
			PostgresServer.Database portals = database.as("portal");
			try (var portal = dev.postern.tryout.Instance.start(portals, cloudflare, "spring.flyway.user=postgres",
					"spring.flyway.password=postgres")) {
				ReconcileFixture fixture = new ReconcileFixture(cloudflare, portal.bean(Servers.class), jdbc);
				String hostname = ReconcileFixture.newHostname();

				Server registered = fixture.registered(hostname);
				fixture.assertStands(hostname, "ssh://host.docker.internal:22");
				fixture.retire(registered);
				fixture.gone(registered.id());

				fixture.assertNothingLeft(hostname);
				cloudflare.watch().assertNoViolations();
				awaitLogin(jdbc);
				AuditAttacks.statements().forEach((statement) -> AuditAttacks.assertRefused(jdbc(portals), statement));
				assertThat(portal.bean(AuditVerifier.class).verify()).isInstanceOf(Verification.Intact.class);
			}
			assertMigrated(version, jdbc);
		}
	}

	@Test
	void allVersionsThatTheReadmeNamesAreTested() {
		assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
			.as("the build brings the older versions for this kind of machine only")
			.isEqualTo("Linux amd64");

		assertThat(PostgresVersion.found()).extracting(PostgresVersion::major)
			.as("of Postgres; './mvnw process-test-resources' puts the older ones into target/postgres")
			.contains(15, 16, 17, 18);
	}

	/** A database with a server from before policies' service tokens were listed. */
	private static void haveAnOlderPortal(PostgresServer.Database database, JdbcClient jdbc) {
		Flyway.configure()
			.dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
			.target(BEFORE_TOKEN_USE)
			.load()
			.migrate();
		jdbc.sql("""
				INSERT INTO server (id, name, hostname, zone_id, tunnel_id, service, login_user, application_type,
				  session_seconds, enforce_at_connector, description, policies, version, generation,
				  applied_generation, phase, created_at, updated_at)
				VALUES (:id, 'old', 'old.example.jp', 'z', :id, 'ssh://10.0.0.9:22', 'me', 'SELF_HOSTED', 3600, false,
				  '', CAST(:policies AS jsonb), 0, 1, 0, 'PENDING', now(), now())""")
			.param("id", UUID.randomUUID())
			.param("policies",
					"""
							[{"name": "People", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}]},
							 {"name": "CI", "decision": "non_identity", "include": [
							  {"service_token": {"token_id": "%s"}}, {"service_token": {"token_id": "not an id"}}]}]"""
						.formatted(NAMED))
			.update();
	}

	private static void assertMigrated(PostgresVersion version, JdbcClient jdbc) {
		assertThat(jdbc.sql("SELECT token_id FROM service_token_use").query(UUID.class).list()).containsExactly(NAMED);
		assertThat(jdbc.sql("""
				SELECT pronamespace::regnamespace::text FROM pg_proc WHERE proname = 'pg_input_is_valid'""")
			.query(String.class)
			.list()).isEqualTo((version.major() < 16) ? List.of() : List.of("pg_catalog"));
		assertThat(jdbc.sql("SHOW server_version").query(String.class).single()).startsWith(version.major() + ".");
	}

	private static void awaitLogin(JdbcClient jdbc) {
		Awaitility.await("the login is imported")
			.until(() -> jdbc.sql("SELECT count(*) FROM login_event").query(Integer.class).single() == 1);
	}

	private static JdbcClient jdbc(PostgresServer.Database database) {
		return JdbcClient
			.create(new DriverManagerDataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword()));
	}

}
