package dev.postern.tryout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Tunnels;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class StateResetTests {

	private final ApplicationContext application;

	private final FakeCloudflare cloudflare;

	private final Portal portal;

	private final JdbcClient jdbc;

	StateResetTests(ApplicationContext application, FakeCloudflare cloudflare, Portal portal, JdbcClient jdbc) {
		this.application = application;
		this.cloudflare = cloudflare;
		this.portal = portal;
		this.jdbc = jdbc;
	}

	@Test
	void leavesWhatAFreshDatabaseHasAndJobsThatRun() {
		this.portal.as(DemoPerson.ADMIN);
		assertThat(rows(this.jdbc)).containsKeys("person", "audit_event");

		StateReset.reset(this.application);

		EmbeddedDatabase fresh = EmbeddedDatabase.create();
		DriverManagerDataSource source = new DriverManagerDataSource(fresh.getJdbcUrl());
		Flyway.configure().dataSource(source).load().migrate();
		Map<String, Long> found = rows(this.jdbc);
		assertThat(found).containsKey("scheduled_tasks").containsAllEntriesOf(rows(JdbcClient.create(source)));
		assertThat(found).doesNotContainKeys("person", "audit_event", "spring_session");
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/audit/verification").body())
			.contains("entries are as they were written");
	}

	@Test
	void emptiesTheAccountAndWhatIsRememberedOfIt() {
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		Tunnels tunnels = this.application.getBean(Tunnels.class);
		assertThat(tunnels.find(tunnel)).isPresent();
		this.cloudflare.addLogin(Login.of("dev@example.com", "ssh.example.jp", Instant.now()));
		this.cloudflare.faults().on(Calls.LIST_TUNNELS).always().hang();

		StateReset.reset(this.application);

		assertThat(tunnels.catalogue().tunnel(tunnel)).isEmpty();
		assertThat(tunnels.find(tunnel)).isEmpty();
		assertThat(this.cloudflare.state().tunnels()).isEmpty();
	}

	/** How many rows there are in each table that has any. */
	private static Map<String, Long> rows(JdbcClient jdbc) {
		List<String> tables = jdbc
			.sql("""
					SELECT relname FROM pg_class
					 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'flyway_schema_history'""")
			.query((row, number) -> row.getString("relname"))
			.list();
		return tables.stream()
			.map((table) -> Map.entry(table, jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single()))
			.filter((table) -> table.getValue() > 0)
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}
