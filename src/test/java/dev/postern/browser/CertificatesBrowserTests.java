package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.microsoft.playwright.options.LoadState;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.TestKeys;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of short-lived certificates in each state that they have. */
@BrowserTest
class CertificatesBrowserTests {

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	CertificatesBrowserTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@Test
	void pagesAreRightInEachState() {
		this.data.clear();
		ServerId id = this.data.server("orders-db", "ready", ReachabilityData.policy("Staff", "allow",
				"{'email':{'email':'dev@example.com'}},{'email':{'email':'dev@example.org'}}", "", ""));
		String page = "/servers/%s/certificates".formatted(id);
		List<String> troubles = new ArrayList<>();
		try (Visitor admin = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.ADMIN);
				Visitor auditor = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.AUDITOR)) {
			troubles.addAll(look(admin, "certificates-none", page));
			has(id, null, false);
			troubles.addAll(look(admin, "certificates-asked", page));
			has(id, key(), false);
			troubles.addAll(look(admin, "certificates-stale", page));
			this.jdbc
				.sql("""
						INSERT INTO owned_resource (kind, natural_key, server_id, tunnel_id, remote_id, claimed_at, owned_at)
						SELECT 'access_app', s.hostname, s.id, s.tunnel_id, a.application_id::text, now(), now()
						FROM server s JOIN certificate_authority a ON a.server_id = s.id""")
				.update();
			troubles.addAll(look(admin, "certificates-stand", page));
			assertThat(admin.page().locator("#authority-people").textContent()).isEqualTo("dev");
			troubles.addAll(look(auditor, "certificates-auditor", page));
			troubles.addAll(look(admin, "certificates-remove", page + "/remove"));
			troubles.addAll(look(admin, "server-with-certificates", "/servers/" + id));
			has(id, key(), true);
			troubles.addAll(look(admin, "certificates-removing", page));
			assertThat(Objects.requireNonNull(admin.open(page + "?people=%23x")).status()).isEqualTo(422);
			troubles.addAll(new Inspection(admin, "certificates-wrong").everything());
		}
		assertThat(troubles).isEmpty();
	}

	private static String key() {
		return TestKeys.ECDSA.substring(0, TestKeys.ECDSA.lastIndexOf(' '));
	}

	private void has(ServerId id, @Nullable String key, boolean removing) {
		this.jdbc.sql("""
				INSERT INTO certificate_authority (server_id, application_id, aud, public_key, found, removing, at, by)
				VALUES (:id, :app, 'aud', :key, false, :removing, now(), 'admin@example.com')
				ON CONFLICT ON CONSTRAINT certificate_authority_pk
				DO UPDATE SET public_key = excluded.public_key, removing = excluded.removing""")
			.param("id", id.value())
			.param("app", new UUID(0, 7))
			.param("key", key)
			.param("removing", removing)
			.update();
	}

	private static List<String> look(Visitor visitor, String name, String path) {
		assertThat(Objects.requireNonNull(visitor.open(path)).status()).as(path).isEqualTo(200);
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

}
