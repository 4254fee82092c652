package dev.postern.history;

import java.time.Instant;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.HardenedTest;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

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

	@Autowired
	TwoDatabaseRolesTests(Portal portal, FakeCloudflare cloudflare, LoginImport loginImport, JdbcClient jdbc) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.loginImport = loginImport;
		this.jdbc = jdbc;
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

}
