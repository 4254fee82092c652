package dev.postern.servers;

import java.time.Instant;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the database refuses although nobody should have let it come so far. */
@RegistryTest
class ServerTableTests {

	private final Servers servers;

	private final JdbcClient jdbc;

	private final Cloudflare cloudflare;

	private final SettableClock clock;

	ServerTableTests(Servers servers, JdbcClient jdbc, Cloudflare cloudflare, SettableClock clock) {
		this.servers = servers;
		this.jdbc = jdbc;
		this.cloudflare = cloudflare;
		this.clock = clock;
	}

	@BeforeEach
	void twoServers() {
		MockedAccount.standsAt(this.cloudflare);
		this.clock.set(Instant.EPOCH);
		this.jdbc.sql("DELETE FROM server").update();
		this.servers.register(Drafts.aServer("db1"), Actor.postern("test"));
		this.servers.register(Drafts.aServer("db2"), Actor.postern("test"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			server_name_ck               | name = '-oProxyCommand'
			server_name_ck               | name = E'a\\nb'
			server_name_uq               | name = 'DB2'
			server_hostname_ck           | hostname = 'DB1.example.jp'
			server_hostname_ck           | hostname = '*.example.jp'
			server_hostname_uq           | hostname = 'db2.example.jp'
			server_service_ck            | service = 'http://db1:22'
			server_service_ck            | service = 'ssh://root@db1:22'
			server_service_ck            | service = 'ssh://db1:22/'
			server_login_user_ck         | login_user = 'a%h'
			server_login_user_ck         | login_user = 'CORP\\\\deploy'
			server_login_user_ck         | login_user = '-root'
			server_login_user_ck         | login_user = 'a@b@c'
			server_login_user_ck         | login_user = 'host$x'
			server_login_user_ck         | login_user = repeat('a', 129)
			server_application_type_ck   | application_type = 'ssh'
			server_session_seconds_ck    | session_seconds = 59
			server_session_seconds_ck    | session_seconds = 2628001
			server_description_ck        | description = repeat('x', 501)
			server_generation_ck         | generation = 0
			server_applied_generation_ck | applied_generation = 2
			server_phase_ck              | phase = 'GONE'
			server_policies_ck           | policies = '[]'
			server_policies_ck           | policies = '{}'
			server_policies_ck           | policies = '[{"decision": "allow", "include": []}]'
			server_policies_ck           | policies = '[{"decision": "deny", "include": [{"everyone": {}}]}]'
			""")
	void refuses(String constraint, String change) {
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.jdbc.sql("UPDATE server SET " + change + " WHERE name = 'db1'").update())
			.withMessageContaining(constraint);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			name = '_1.b-c'
			service = 'ssh://[fd00::5]:22'
			service = 'ssh://host.docker.internal'
			login_user = '_a-1'
			login_user = 'CORP\\host$'
			login_user = 'First.Last@corp.example'
			login_user = repeat('0', 128)
			session_seconds = 60
			session_seconds = 2628000
			policies = '[{"decision": "deny"}, {"decision": "allow", "include": [{"everyone": {}}]}]'
			""")
	void takes(String change) {
		this.jdbc.sql("UPDATE server SET " + change + " WHERE name = 'db1'").update();
	}

}
