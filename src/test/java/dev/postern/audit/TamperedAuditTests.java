package dev.postern.audit;

import java.net.http.HttpResponse;

import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** People are told when nothing can be changed because the audit was tampered with. */
@PosternTest
class TamperedAuditTests {

	@Autowired
	private Portal portal;

	@Autowired
	private JdbcClient jdbc;

	@ParameterizedTest
	@ValueSource(strings = { "DELETE FROM audit_head", "UPDATE audit_head SET seq = 0" })
	void changeSaysThatTheAuditWasTamperedWith_I10(String tampering) {
		assertThat(add("before " + tampering).statusCode()).isEqualTo(201);
		this.jdbc
			.sql("BEGIN; SET LOCAL session_replication_role = replica; CREATE TABLE kept AS TABLE audit_head; "
					+ tampering + "; COMMIT")
			.update();
		try {
			HttpResponse<String> answer = add("meanwhile");

			assertThat(answer.statusCode()).isEqualTo(503);
			assertThat(answer.body()).contains("The audit in the database was tampered with");
		}
		finally {
			this.jdbc
				.sql("BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM audit_head; "
						+ "INSERT INTO audit_head TABLE kept; DROP TABLE kept; COMMIT")
				.update();
		}
		assertThat(add("after " + tampering).statusCode()).isEqualTo(201);
		assertThat(this.jdbc.sql("SELECT count(*) FROM rule_group WHERE name = 'meanwhile'").query(Long.class).single())
			.isZero();
	}

	private HttpResponse<String> add(String name) {
		return this.portal.api(DemoPerson.ADMIN).json("POST", "/api/v1/groups", """
				{"name": "%s", "include": [{"email": {"email": "dev@example.com"}}]}""".formatted(name));
	}

}
